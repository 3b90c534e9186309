import { refusal } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { delivered, ended, interrupted } from "./receiving.ts";
import { Waiter } from "./waiter.ts";
import type { ReceiveRole, ReceiveWaiter } from "./waiter.ts";

/**
 * Receives until the channel is closed and empty.
 *
 * Written by hand, because an async generator cannot end while it waits: here
 * `return()` settles a pending `next()` at once, and takes no value.
 */
export class ChannelIterator<T> implements AsyncIterableIterator<T> {
  #core: Core<T>;
  #options: WaitOptions | undefined;
  // In order; those before one that is served are served, too.
  #waiting: ReceiveWaiter[] = [];
  #finished = false;

  /** Iterates over a channel, each step with the same `options`. */
  constructor(core: Core<T>, options: WaitOptions | undefined) {
    this.#core = core;
    this.#options = options;
  }

  /** Receives the next value. */
  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#finished) return Promise.resolve(done());
    const options = this.#options;
    const refused = refusal(options);
    if (refused !== undefined) return refused;
    const core = this.#core;
    const overdue = turn.tick();
    if (core.ready) {
      const result = { done: false as const, value: core.take() };
      return overdue === undefined
        ? Promise.resolve(result)
        : overdue.then(() => result);
    }
    if (core.closed) return this.#end();
    const next = new Waiter<ReceiveRole>(core, NEXT);
    if (this.#waiting.at(-1)?.list === undefined) this.#waiting.length = 0;
    this.#waiting.push(next);
    return next.park(core.receivers, options) as Promise<IteratorResult<T>>;
  }

  /** Ends the iteration. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#finish();
    return Promise.resolve(done());
  }

  /** Ends the iteration with an error. */
  throw(error?: unknown): Promise<IteratorResult<T, undefined>> {
    this.#finish();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(): void {
    this.#finished = true;
    for (const next of this.#waiting) {
      if (next.list === undefined) continue;
      this.#core.receivers.remove(next);
      next.watch?.stop();
      next.resolve(done());
    }
  }

  #end(): Promise<IteratorResult<T, undefined>> {
    this.#finished = true;
    return this.#core.endsQuietly
      ? Promise.resolve(done())
      : Promise.reject(this.#core.endError());
  }
}

const NEXT: ReceiveRole = {
  deliver: delivered,
  end(waiter) {
    if (!waiter.core.endsQuietly) return ended(waiter);
    waiter.watch?.stop();
    waiter.resolve(done());
  },
  interrupt: interrupted,
  wake(waiter) {
    waiter.resolve({ done: false, value: waiter.value });
    // The iterator remembers the waiter, but must not keep the value alive.
    waiter.value = undefined;
  },
};

function done(): IteratorReturnResult<undefined> {
  return { done: true, value: undefined };
}
