/**
 * Looking at the workers while they are busy, and ending those that are stuck.
 *
 * Invariants: it ticks exactly as long as a worker loads the job or holds a chunk, or has
 * since the last tick.
 *
 * @module
 */

import type { FailureKind } from "../../errors.ts";
import { clockOfTimers } from "../../internal/timer_queue.ts";
import { formatMs } from "../limits.ts";
import type { MemoryWatch } from "./memory_watch.ts";
import type { GuestWorker } from "./worker.ts";

/** Why a worker was ended. */
export interface Cause {
  readonly kind: FailureKind;
  readonly message: string;
}

/** What a watchdog looks at, and can have done about it. */
export interface Watched {
  readonly workers: Iterable<GuestWorker>;
  /** Whether items wait for a worker. */
  readonly hasWaiting: boolean;
  /** Ends a worker, and blames the item it was last seen on. */
  stop(worker: GuestWorker, cause: Cause): void;
  /** Lets other workers have what waits behind the item a worker is on. */
  takeBack(worker: GuestWorker): void;
  /** Starts one more worker if those there are cannot keep up; called at every tick. */
  keepUp(): void;
  /** Starts one more worker if there may be one. */
  grow(): void;
  /** Ends everything: the process takes too much memory, whichever worker is ended. */
  giveUpMemory(): void;
}

/** What time it is, and what is to be done now and then. */
export interface Ticker {
  /** A time that only grows, in milliseconds. */
  now(): number;
  /** Calls `tick` every `ms` milliseconds; gives what ends that. */
  start(tick: () => void, ms: number): () => void;
}

/** The clock and the timers of the platform, or of a test that fakes them. */
const platformTicker: Ticker = {
  now: () => clockOfTimers().now(),
  start(tick, ms) {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

/** How a watchdog looks. */
export interface WatchdogOptions {
  /** Longest time a worker may take to start, or to begin a chunk, in milliseconds. */
  readonly loadTimeout: number;
  /** Longest time the job may take to load, in milliseconds: that of an item. */
  readonly timeout: number;
  /** @default {platformTicker} */
  readonly ticker?: Ticker | undefined;
  /** Looks at the memory of the process, if that is wanted. */
  readonly memoryWatch?: MemoryWatch | undefined;
}

/** How often the workers are looked at, in milliseconds. */
export const TICK_MS = 10;

/** If a tick is this late the host itself was blocked: grant the workers that time. */
const LATE_MS = 250;

/** A batch that runs longer than this gives its other items back, in milliseconds. */
const LONG_BATCH_MS = 25;

/** Loading fails the whole sandbox: a busy machine gets so much longer, in milliseconds. */
const LOAD_SLACK_MS = 1_000;

/** How long an item that was given up may go on, in milliseconds. */
const ABANDONED_MS = 100;

/** Ends workers that overrun a limit, and frees what waits behind slow items. */
export class Watchdog {
  readonly #watched: Watched;
  readonly #loadTimeout: number;
  readonly #timeout: number;
  readonly #ticker: Ticker;
  readonly #memory: MemoryWatch | undefined;
  #stop: (() => void) | undefined;
  #lastTick = 0;

  constructor(
    watched: Watched,
    { loadTimeout, timeout, ticker = platformTicker, memoryWatch }:
      WatchdogOptions,
  ) {
    this.#timeout = timeout;
    this.#watched = watched;
    this.#loadTimeout = loadTimeout;
    this.#ticker = ticker;
    this.#memory = memoryWatch;
  }

  /** The time by which workers are judged, in milliseconds. */
  now(): number {
    return this.#ticker.now();
  }

  /** Begins to look, until there is nothing to see. */
  start(): void {
    if (this.#stop !== undefined) return;
    this.#lastTick = this.now();
    this.#stop = this.#ticker.start(() => this.#tick(), TICK_MS);
  }

  /** Stops looking. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #tick(): void {
    const now = this.now();
    const late = now - this.#lastTick - TICK_MS;
    this.#lastTick = now;
    let busy = false;
    for (const worker of [...this.#watched.workers]) {
      if (worker.isReady && worker.depth === 0) continue;
      busy = true;
      // This process was stopped or busy: replies may be waiting to be read.
      if (late > LATE_MS) worker.lastProgress += late;
      else this.#look(worker, now);
    }
    if (busy) this.#watched.keepUp();
    else this.stop();
    if (busy) this.#lookAtMemory(now);
  }

  #lookAtMemory(now: number): void {
    const verdict = this.#memory?.look(now) ?? "fine";
    if (verdict === "fine") return;
    if (verdict === "end all") return this.#watched.giveUpMemory();
    const worker = longestRunning(this.#watched.workers);
    if (worker === undefined) return;
    this.#watched.stop(worker, {
      kind: "memory",
      message: "the job used more memory than it may",
    });
  }

  #look(worker: GuestWorker, now: number): void {
    worker.observe(now);
    const elapsed = now - worker.lastProgress;
    const limit = this.#limitOf(worker);
    if (elapsed >= limit && !worker.isReady && worker.isLoading) {
      return this.#watched.stop(worker, {
        kind: "timeout",
        message: `its top level does not end within ${formatMs(limit)}`,
      });
    }
    if (elapsed >= limit) {
      const call = worker.waitingFor;
      const waiting = call === undefined ? "" : `, waiting for ${call}`;
      return this.#watched.stop(worker, {
        kind: "timeout",
        message: `no result within ${formatMs(limit)}${waiting}`,
      });
    }
    if (worker.current === undefined) return;
    worker.liveness.check(now);
    if (worker.liveness.isLost) {
      return this.#watched.stop(worker, {
        kind: "memory",
        message: "the job used more memory than it may",
      });
    }
    if (now - worker.batchStart > LONG_BATCH_MS) this.#relieve(worker);
    if (elapsed > LONG_BATCH_MS) this.#watched.takeBack(worker);
  }

  /** How long the worker may go on as it does, in milliseconds. */
  #limitOf(worker: GuestWorker): number {
    if (worker.seenItem === undefined) {
      // Nothing of the job's runs, but while it is loaded.
      const isLoading = !worker.isReady && worker.isLoading;
      if (!isLoading) return this.#loadTimeout;
      return Math.min(this.#timeout + LOAD_SLACK_MS, this.#loadTimeout);
    }
    const submission = worker.current?.submission;
    const timeout = submission?.options.timeout ?? this.#loadTimeout;
    return submission?.isOver ? Math.min(timeout, ABANDONED_MS) : timeout;
  }

  /** Lets others have what a worker cannot get to. */
  #relieve(worker: GuestWorker): void {
    worker.askBack();
    const waiting = worker.held.some(({ batch }) => batch.count > 1) ||
      this.#watched.hasWaiting;
    if (waiting) this.#watched.grow();
  }
}

/** The worker that has been on its item for the longest, if one is on an item. */
function longestRunning(
  workers: Iterable<GuestWorker>,
): GuestWorker | undefined {
  let longest: GuestWorker | undefined;
  for (const worker of workers) {
    const isOn = worker.seenItem !== undefined || worker.isLoading;
    if (!isOn || worker.isReady && worker.depth === 0) continue;
    const before = longest?.lastProgress ?? Infinity;
    if (worker.lastProgress < before) longest = worker;
  }
  return longest;
}
