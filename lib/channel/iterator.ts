import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { Receiving, refusal } from "./receiving.ts";

/**
 * Receives until the channel is closed and empty.
 *
 * Written by hand, because an async generator cannot end while it waits: here
 * `return()` settles a pending `next()` at once, and takes no value.
 */
export class ChannelIterator<T> implements AsyncIterableIterator<T> {
  #core: Core<T>;
  #options: WaitOptions | undefined;
  #waiting = new Set<Next<T>>();
  #finished = false;

  /** Iterates over a channel, each step with the same `options`. */
  constructor(core: Core<T>, options: WaitOptions | undefined) {
    this.#core = core;
    this.#options = options;
  }

  /** Receives the next value. */
  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#finished) return Promise.resolve(ended());
    const options = this.#options;
    if (options !== undefined) {
      const refused = refusal(options);
      if (refused !== undefined) return refused;
    }
    const core = this.#core;
    const overdue = turn.tick();
    if (core.ready) {
      const result = { done: false as const, value: core.take() };
      return overdue === undefined
        ? Promise.resolve(result)
        : overdue.then(() => result);
    }
    if (core.closed) return this.#end();
    const next = new Next(core, this.#waiting);
    this.#waiting.add(next);
    return next.wait(options);
  }

  /** Ends the iteration. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#finish();
    return Promise.resolve(ended());
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
    for (const next of this.#waiting) next.giveUp();
  }

  #end(): Promise<IteratorResult<T, undefined>> {
    this.#finished = true;
    return this.#core.endsQuietly
      ? Promise.resolve(ended())
      : Promise.reject(this.#core.endError());
  }
}

class Next<T> extends Receiving<T, IteratorResult<T, undefined>> {
  #waiting: Set<Next<T>>;

  constructor(core: Core<T>, waiting: Set<Next<T>>) {
    super(core);
    this.#waiting = waiting;
  }

  deliver(value: T): void {
    this.#leave();
    this.resolve({ done: false, value });
  }

  giveUp(): void {
    this.core.receivers.remove(this);
    this.#leave();
    this.resolve(ended());
  }

  override end(): void {
    this.#leave();
    if (this.core.endsQuietly) this.resolve(ended());
    else this.cutOff(this.core.endError());
  }

  override interrupt(signal?: AbortSignal): void {
    this.#leave();
    super.interrupt(signal);
  }

  #leave(): void {
    this.#waiting.delete(this);
    this.watch?.stop();
  }
}

function ended(): IteratorReturnResult<undefined> {
  return { done: true, value: undefined };
}
