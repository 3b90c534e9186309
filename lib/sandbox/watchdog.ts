import { formatMs } from "./limits.ts";
import type { Crew } from "./crew.ts";
import type { WorkerHandle } from "./worker_handle.ts";

/** How often the workers are looked at, in milliseconds. */
const TICK_MS = 10;

/** A tick that is so late says more about this process than about the workers. */
const LATE_MS = 250;

/** A batch that runs longer than this gives its other items back, in milliseconds. */
const LONG_BATCH_MS = 25;

/** How long an item may go on that nobody waits for any more, in milliseconds. */
const ABANDONED_MS = 100;

/** Looks at the workers while they are busy, and ends those that are stuck. */
export class Watchdog {
  readonly #crew: Crew;
  readonly #loadTimeout: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastTick = 0;

  constructor(crew: Crew, loadTimeout: number) {
    this.#crew = crew;
    this.#loadTimeout = loadTimeout;
  }

  /** Begins to look, until there is nothing to see. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#lastTick = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Stops looking. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#lastTick - TICK_MS;
    this.#lastTick = now;
    let busy = false;
    for (const worker of [...this.#crew.workers]) {
      if (worker.isReady && worker.load === 0) continue;
      busy = true;
      // This process was stopped or busy: replies may be waiting to be read.
      if (late > LATE_MS) worker.lastProgress += late;
      else this.#look(worker, now);
    }
    if (busy) this.#crew.keepUp();
    else this.stop();
  }

  #look(worker: WorkerHandle, now: number): void {
    worker.observe(now);
    const elapsed = now - worker.lastProgress;
    const limit = this.#limitOf(worker);
    if (elapsed >= limit) {
      return this.#crew.stop(worker, {
        kind: "timeout",
        message: `no result within ${formatMs(limit)}`,
      });
    }
    if (worker.current === undefined) return;
    worker.pulse.check(now);
    if (worker.pulse.isLost) {
      return this.#crew.stop(worker, {
        kind: "memory",
        message: "the job used more memory than it may",
      });
    }
    if (now - worker.batchStart > LONG_BATCH_MS) this.#relieve(worker);
    if (elapsed > LONG_BATCH_MS) this.#crew.takeBack(worker);
  }

  /** How long the worker may go on as it does, in milliseconds. */
  #limitOf(worker: WorkerHandle): number {
    // Before the first item there is nothing of the job's that could take long.
    if (worker.seenItem === undefined) return this.#loadTimeout;
    const run = worker.current?.run;
    const timeout = run?.options.timeout ?? this.#loadTimeout;
    return run?.isOver ? Math.min(timeout, ABANDONED_MS) : timeout;
  }

  /** Lets others have what a worker cannot get to. */
  #relieve(worker: WorkerHandle): void {
    worker.askBack();
    const waiting = worker.held.some(({ batch }) => batch.count > 1) ||
      this.#crew.queue.size > 0;
    if (waiting) this.#crew.grow();
  }
}
