import { turn } from "../internal/turn.ts";
import { Waiter } from "../internal/wait_list.ts";
import { closedError, oversizeError } from "./core.ts";
import type { Core } from "./core.ts";
import type { ReceiveWaiter, SendWaiter } from "./waiter.ts";

/** Operations of which exactly one is to happen. */
export interface Race {
  /** Called by the operation that happened; the others leave. */
  win(entry: Entry, value: unknown): void;
  /** Called by an operation that never can; the others leave. */
  fail(entry: Entry, error: unknown): void;
}

/** An operation that waits in its channel. */
export interface Entry extends Waiter {
  /** Stops waiting, if it still does. */
  leave(): void;
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
    return new ReceiveEntry(this.#core, race);
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
    return new SendEntry(this.#core, race, [this.#value, this.#weight]);
  }
}

class ReceiveEntry<T> extends Waiter implements Entry, ReceiveWaiter<T> {
  #core: Core<T>;
  #race: Race;

  constructor(core: Core<T>, race: Race) {
    super();
    this.#core = core;
    this.#race = race;
    this.since = turn.now;
    core.receivers.push(this);
  }

  deliver(value: T): void {
    this.#race.win(this, value);
  }

  end(): void {
    this.#race.fail(this, this.#core.endError());
  }

  leave(): void {
    if (this.list !== undefined) this.#core.receivers.remove(this);
  }
}

class SendEntry<T> extends Waiter implements Entry, SendWaiter<T> {
  readonly value: T;
  readonly weight: number;
  #core: Core<T>;
  #race: Race;

  constructor(core: Core<T>, race: Race, [value, weight]: [T, number]) {
    super();
    this.#core = core;
    this.#race = race;
    this.value = value;
    this.weight = weight;
    this.since = turn.now;
    core.senders.push(this);
  }

  advance(): void {
    this.#core.senders.remove(this);
    this.#race.win(this, undefined);
  }

  // The value stays with the caller of the select, who may select again.
  refuse(error: unknown): readonly T[] {
    this.#race.fail(this, error);
    return [];
  }

  leave(): void {
    if (this.list === undefined) return;
    this.#core.senders.remove(this);
    this.#core.admit();
  }
}
