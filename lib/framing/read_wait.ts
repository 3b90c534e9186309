import { type Watch, watch } from "../internal/deadline.ts";

/** How a wait for a read ended: it settled, it did not for a while, or a signal aborted. */
export type WaitEnd = "settled" | "idle" | "aborted";

/**
 * Waits for one read after another.
 *
 * A quick input has thousands of reads a second: they share a listener, and a timer that
 * is set again only when it has fired.
 */
export class ReadWait implements Disposable {
  #end: ((how: WaitEnd) => void) | undefined;
  /** When the input will be idle, in milliseconds of `performance.now()`. */
  #idleAt = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #watching: Watch | undefined;

  /** Every wait ends when `signal` aborts. */
  constructor(signal: AbortSignal | undefined) {
    const interrupt = () => this.#end?.("aborted");
    this.#signal = signal;
    this.#watching = watch({ interrupt }, { signal });
  }

  /** Waits until `reading` settles, at most for `idleMs`; never rejects. */
  for(reading: Promise<unknown>, idleMs = Infinity): Promise<WaitEnd> {
    const { promise, resolve } = Promise.withResolvers<WaitEnd>();
    this.#end = resolve;
    this.#idleAt = performance.now() + idleMs;
    if (idleMs <= 0) resolve("idle");
    else if (idleMs < Infinity) this.#timer ??= setTimeout(this.#look, idleMs);
    const settle = () => {
      this.#idleAt = Infinity;
      resolve("settled");
    };
    reading.then(settle, settle);
    // A signal that aborted between two waits does not tell so again.
    if (this.#signal?.aborted) resolve("aborted");
    return promise;
  }

  /** Ends the waiting. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#watching?.stop();
  }

  #look = (): void => {
    const left = this.#idleAt - performance.now();
    const isEarly = left > 0 && left < Infinity;
    this.#timer = isEarly ? setTimeout(this.#look, left) : undefined;
    if (left <= 0) this.#end?.("idle");
  };
}
