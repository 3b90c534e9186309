/**
 * Sees to it that workers which do not live are not started over and over.
 *
 * Invariants: at most one wait is under way; after `stop` none is, and none begins.
 *
 * @module
 */

/** Give up after this many workers in a row ended by themselves: none will live. */
const CRASHES_ALLOWED = 5;

/** Give up after this many worker kills if no item has ever succeeded. */
const KILLS_ALLOWED = 100;

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/** Delays the next start after a crash, the longer the more there were in a row. */
export class CrashBackoff {
  #inARow = 0;
  #kills = 0;
  #hasFinished = false;
  #isStopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether no worker should be started now. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Takes in that an item was finished. */
  finished(): void {
    this.#hasFinished = true;
    this.#inARow = 0;
  }

  /** Takes in that an item ended its worker; returns whether to give up. */
  killed(): boolean {
    this.#inARow = 0;
    return !this.#hasFinished && ++this.#kills > KILLS_ALLOWED;
  }

  /** Takes in that a worker ended by itself; returns whether to give up. */
  failed(): boolean {
    return ++this.#inARow > CRASHES_ALLOWED;
  }

  /** Waits, the longer the more crashes there were, and then calls `resume`. */
  wait(resume: () => void): void {
    if (this.isWaiting || this.#isStopped) return;
    const ms = FIRST_WAIT_MS * 2 ** (this.#inARow - 1);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      resume();
    }, Math.min(ms, LONGEST_WAIT_MS));
  }

  /** Ends the wait for good. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isStopped = true;
  }
}
