import { ChannelClosedError } from "../errors.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import type { BrokerLease } from "./lease.ts";

/**
 * The values of a queue, until it is closed and empty.
 *
 * A value is finished when the next one is asked for; the one at which a loop is
 * left, by `break` or an error, goes back.
 */
export class LeasedValues<T> implements AsyncIterableIterator<T> {
  readonly #take: () => Promise<BrokerLease<T>>;
  #current: BrokerLease<T> | undefined;
  #hasEnded = false;

  /** Takes one after another. */
  constructor(
    take: (options?: WaitOptions) => Promise<BrokerLease<T>>,
    options: WaitOptions | undefined,
  ) {
    this.#take = () => take(options);
  }

  /** Finishes the current value, and takes the next. */
  async next(): Promise<IteratorResult<T, undefined>> {
    this.#current?.done();
    this.#current = undefined;
    if (this.#hasEnded) return { done: true, value: undefined };
    try {
      const lease = await this.#take();
      this.#current = lease;
      return { done: false, value: lease.value };
    } catch (error) {
      if (!(error instanceof ChannelClosedError)) throw error;
      this.#hasEnded = true;
      return { done: true, value: undefined };
    }
  }

  /** Puts the current value back. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#hasEnded = true;
    this.#current?.[Symbol.dispose]();
    this.#current = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
