import { formatMs } from "./limits.ts";
import type { Crew } from "./crew.ts";
import type { WorkerHandle } from "./worker_handle.ts";

/** How often the workers are looked at, in milliseconds. */
const TICK_MS = 10;

/** A batch that runs longer than this gives its other items back, in milliseconds. */
const LONG_BATCH_MS = 25;

/** Looks at the workers while they are busy, and ends those that are stuck. */
export class Watchdog {
  readonly #crew: Crew;
  readonly #loadTimeout: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(crew: Crew, loadTimeout: number) {
    this.#crew = crew;
    this.#loadTimeout = loadTimeout;
  }

  /** Begins to look, until there is nothing to see. */
  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  /** Stops looking. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const now = performance.now();
    let busy = false;
    for (const worker of [...this.#crew.workers]) {
      if (worker.isReady && worker.load === 0) continue;
      busy = true;
      this.#look(worker, now);
    }
    if (!busy) this.stop();
  }

  #look(worker: WorkerHandle, now: number): void {
    worker.observe(now);
    const [piece] = worker.pieces;
    const limit = piece?.run.options.timeout ?? this.#loadTimeout;
    if (now - worker.lastProgress >= limit) {
      this.#crew.stop(worker, "timeout", `no result within ${formatMs(limit)}`);
    } else if (piece !== undefined && now - worker.batchStart > LONG_BATCH_MS) {
      this.#relieve(worker);
    }
  }

  /** Lets others have what a worker cannot get to. */
  #relieve(worker: WorkerHandle): void {
    worker.askBack();
    const waiting = worker.pieces.some(({ batch }) => batch.count > 1) ||
      this.#crew.queue.size > 0;
    if (waiting) this.#crew.grow();
  }
}
