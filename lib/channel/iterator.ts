import { refusal } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { delivered, ended, interrupted } from "./receiving.ts";
import { Terms, Waiter } from "./waiter.ts";
import type { ReceiveRole, ReceiveWaiter } from "./waiter.ts";

/**
 * Receives until the channel is closed and empty.
 *
 * Written by hand, because an async generator cannot end while it waits: here
 * `return()` settles a pending `next()` at once, and takes no value.
 */
export class ChannelIterator<T> implements AsyncIterableIterator<T> {
  readonly #core: Core<T>;
  readonly #options: WaitOptions | undefined;
  readonly #terms: Terms<ReceiveRole>;
  // Its waits are served in order: once the last has left the line, all have.
  #last: ReceiveWaiter | undefined;
  #finished = false;

  /** Iterates over a channel, each step with the same `options`. */
  constructor(core: Core<T>, options: WaitOptions | undefined) {
    this.#core = core;
    this.#options = options;
    this.#terms = new Terms(core, NEXT, { shared: true, iterator: this });
  }

  /** Receives the next value. */
  next(): Promise<IteratorResult<T, undefined>> {
    // Short enough to be inlined into its caller; all else is outlined.
    if (this.#finished || this.#options !== undefined) return this.#nextWith();
    const core = this.#core;
    if (core.buffer.length > 0) {
      if (turn.tick() === undefined) return step(core.takeBuffered());
    } else if (core.senders.first === undefined && !core.closed) {
      return this.#wait(this.#terms);
    }
    return this.#nextWith();
  }

  #wait(terms: Terms<ReceiveRole>): Promise<IteratorResult<T, undefined>> {
    const waiter = new Waiter(terms);
    this.#last = waiter;
    const { receivers } = this.#core;
    const options = terms.shared ? undefined : this.#options;
    return waiter.park(receivers, options) as Promise<IteratorResult<T>>;
  }

  #nextWith(): Promise<IteratorResult<T, undefined>> {
    if (this.#finished) return Promise.resolve(done());
    const refused = refusal(this.#options);
    if (refused !== undefined) return refused;
    const core = this.#core;
    const overdue = turn.tick();
    if (core.ready) {
      const value = core.take();
      return overdue === undefined
        ? step(value)
        : overdue.then(() => ({ done: false, value }));
    }
    if (core.closed) return this.#end();
    if (this.#options === undefined) return this.#wait(this.#terms);
    return this.#wait(
      new Terms(core, NEXT, { shared: false, iterator: this }),
    );
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
    if (this.#last?.list === undefined) return;
    const { receivers } = this.#core;
    for (let next = receivers.first; next !== undefined;) {
      const { after } = next;
      if (next.terms.iterator === this) {
        receivers.remove(next);
        next.stopWatch();
        next.settle(done());
      }
      next = after;
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
    waiter.stopWatch();
    waiter.settle(done());
  },
  interrupt: interrupted,
  wake(waiter) {
    waiter.settle({ done: false, value: waiter.value });
    // The iterator remembers the waiter, but must not keep the value alive.
    waiter.value = undefined;
  },
};

// Makes a promise of a value in half the time of `Promise.resolve`.
// deno-lint-ignore require-await
async function step<T>(value: T): Promise<IteratorYieldResult<T>> {
  return { done: false, value };
}

function done(): IteratorReturnResult<undefined> {
  return { done: true, value: undefined };
}
