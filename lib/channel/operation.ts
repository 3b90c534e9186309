import { closedError, oversizeError } from "./core.ts";
import type { Core } from "./core.ts";
import { Waiter } from "./waiter.ts";
import type { ReceiveRole, SendRole, SendWaiter } from "./waiter.ts";

/** Operations of which exactly one is to happen. */
export interface Race {
  /** Called by the operation that happened; the others leave. */
  win(entry: Entry, value: unknown): void;
  /** Called by an operation that never can; the others leave. */
  fail(error: unknown): void;
}

/** An operation that waits in its channel. */
export interface Entry {
  /** The line it stands in, while it waits. */
  readonly list: unknown;
  /** Leaves its line; to be called only while it stands there. */
  leave(): void;
  /** Lets those behind it go on, once all that are to leave have left. */
  interrupt(): void;
}

/**
 * A send or receive that has not happened: one case of a `select`.
 *
 * Made by `channel.sending(value)` and `channel.receiving()`; making one does
 * nothing to the channel.
 *
 * @typeParam R What the operation gives.
 */
export interface Operation<out R> {
  /** Whether it would happen, or fail, without a wait. */
  readonly ready: boolean;
  /** Makes it happen; for `select`, and only when ready. */
  perform(): R;
  /** Waits for its turn; for `select`. */
  park(race: Race): Entry;
}

/** Receives, as a case of a `select`. */
export class ReceiveOperation<T> implements Operation<T> {
  #core: Core<T>;

  /** Of this channel. */
  constructor(core: Core<T>) {
    this.#core = core;
  }

  get ready(): boolean {
    return this.#core.ready || this.#core.closed;
  }

  perform(): T {
    if (this.#core.ready) return this.#core.take();
    throw this.#core.endError();
  }

  park(race: Race): Entry {
    const waiter = new Waiter<ReceiveRole>(this.#core, RECEIVE_CASE);
    waiter.memo = race;
    this.#core.receivers.push(waiter);
    return waiter;
  }
}

/** Sends, as a case of a `select`. */
export class SendOperation<T> implements Operation<void> {
  #core: Core<T>;
  #value: T;
  #weight: number;

  /** To this channel. */
  constructor(core: Core<T>, value: T) {
    this.#core = core;
    this.#value = value;
    this.#weight = core.weigh(value);
  }

  get ready(): boolean {
    const core = this.#core;
    return core.closed || core.overflow !== "wait" ||
      core.isOversize(this.#weight) || core.accepts(this.#weight);
  }

  perform(): void {
    const core = this.#core;
    if (core.closed) throw closedError(this.#value);
    if (core.isOversize(this.#weight)) {
      throw oversizeError(this.#weight, core.capacity);
    }
    if (core.offer(this.#value, this.#weight)) return;
    core.overflowWith(this.#value, this.#weight);
  }

  park(race: Race): Entry {
    const waiter = new Waiter<SendRole>(this.#core, SEND_CASE);
    waiter.value = this.#value;
    waiter.weight = this.#weight;
    waiter.memo = race;
    this.#core.senders.push(waiter);
    return waiter;
  }
}

const RECEIVE_CASE: ReceiveRole = {
  deliver(waiter, value) {
    raceOf(waiter).win(waiter, value);
  },
  end(waiter) {
    raceOf(waiter).fail(waiter.core.endError());
  },
  interrupt() {},
  wake() {},
};

const SEND_CASE: SendRole = {
  advance(waiter) {
    waiter.core.senders.remove(waiter as SendWaiter);
    raceOf(waiter).win(waiter, undefined);
  },
  heaviest(waiter) {
    return waiter.weight;
  },
  // The value stays with the caller of the select, who may select again.
  refuse(waiter, error) {
    raceOf(waiter).fail(error);
    return [];
  },
  interrupt(waiter) {
    waiter.core.admit();
  },
  wake() {},
};

function raceOf(waiter: Waiter): Race {
  return waiter.memo as Race;
}
