import { delay } from "../../deps/std/delay.ts";

/** So many backoff in a row mean that no worker will live. */
const ALLOWED = 5;

/** So many items that ended their worker, before one was ever finished, are enough. */
const KILLS_ALLOWED = 100;

const FIRST_REST_MS = 50;
const LONGEST_REST_MS = 5_000;

/** Sees to it that workers which do not live are not started over and over. */
export class CrashBackoff {
  #inARow = 0;
  #kills = 0;
  #hasFinished = false;
  #isResting = false;
  readonly #end = new AbortController();

  /** Whether no worker should be started now. */
  get isResting(): boolean {
    return this.#isResting;
  }

  /** Takes in that an item was finished. */
  finished(): void {
    this.#hasFinished = true;
    this.#inARow = 0;
  }

  /** Takes in that an item ended its worker; returns whether there is no hope. */
  killed(): boolean {
    this.#inARow = 0;
    return !this.#hasFinished && ++this.#kills > KILLS_ALLOWED;
  }

  /** Takes in that a worker ended by itself; returns whether there is no hope. */
  failed(): boolean {
    return ++this.#inARow > ALLOWED;
  }

  /** Rests, the longer the more backoff there were, and then calls `goOn`. */
  rest(goOn: () => void): void {
    if (this.#isResting) return;
    this.#isResting = true;
    const ms = FIRST_REST_MS * 2 ** (this.#inARow - 1);
    delay(Math.min(ms, LONGEST_REST_MS), { signal: this.#end.signal }).then(
      () => {
        this.#isResting = false;
        goOn();
      },
      () => {},
    );
  }

  /** Ends the rest for good. */
  stop(): void {
    this.#end.abort();
  }
}
