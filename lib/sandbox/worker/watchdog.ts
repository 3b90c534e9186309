import { formatMs } from "../limits.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { GuestWorker } from "./worker.ts";

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
  readonly #dispatcher: Dispatcher;
  readonly #loadTimeout: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastTick = 0;

  constructor(dispatcher: Dispatcher, loadTimeout: number) {
    this.#dispatcher = dispatcher;
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
    for (const worker of [...this.#dispatcher.workers]) {
      if (worker.isReady && worker.load === 0) continue;
      busy = true;
      // This process was stopped or busy: replies may be waiting to be read.
      if (late > LATE_MS) worker.lastProgress += late;
      else this.#look(worker, now);
    }
    if (busy) this.#dispatcher.keepUp();
    else this.stop();
  }

  #look(worker: GuestWorker, now: number): void {
    worker.observe(now);
    const elapsed = now - worker.lastProgress;
    const limit = this.#limitOf(worker);
    if (elapsed >= limit) {
      return this.#dispatcher.stop(worker, {
        kind: "timeout",
        message: `no result within ${formatMs(limit)}`,
      });
    }
    if (worker.current === undefined) return;
    worker.liveness.check(now);
    if (worker.liveness.isLost) {
      return this.#dispatcher.stop(worker, {
        kind: "memory",
        message: "the job used more memory than it may",
      });
    }
    if (now - worker.batchStart > LONG_BATCH_MS) this.#relieve(worker);
    if (elapsed > LONG_BATCH_MS) this.#dispatcher.takeBack(worker);
  }

  /** How long the worker may go on as it does, in milliseconds. */
  #limitOf(worker: GuestWorker): number {
    // Before the first item there is nothing of the job's that could take long.
    if (worker.seenItem === undefined) return this.#loadTimeout;
    const run = worker.current?.run;
    const timeout = run?.options.timeout ?? this.#loadTimeout;
    return run?.isOver ? Math.min(timeout, ABANDONED_MS) : timeout;
  }

  /** Lets others have what a worker cannot get to. */
  #relieve(worker: GuestWorker): void {
    worker.askBack();
    const waiting = worker.held.some(({ batch }) => batch.count > 1) ||
      this.#dispatcher.queue.size > 0;
    if (waiting) this.#dispatcher.grow();
  }
}
