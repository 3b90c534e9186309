import type { ChannelClosedError } from "../errors.ts";
import type { Core } from "./core.ts";
import { closedError, endedError, oversizeError } from "./refusals.ts";
import { specialWaiter } from "./waiter.ts";
import type { ReceiveRole, SendRole, SendWaiter, Waiter } from "./waiter.ts";

/** Operations of which exactly one is to happen. */
export interface Race {
  /** Called by the entry whose operation happened; the others leave. */
  win(entry: Entry, value: unknown): void;
  /** Called by an entry whose channel was closed: its operation never happens. */
  end(entry: Entry): void;
  /** Called by an entry whose operation fails; the others leave. */
  fail(error: unknown): void;
}

/** An operation that waits in its channel. */
export interface Entry {
  /** The line it stands in, while it waits. */
  readonly list: unknown;
  /** Leaves its line; to be called only while it stands there. */
  leave(): boolean;
  /** Lets those behind it go on, once all that are to leave have left. */
  makeRoom(): void;
}

/** What `select` does with an operation. */
export interface SelectCase<out R> {
  /** Whether it would happen, or fail, without a wait. */
  readonly ready: boolean;
  /** Whether it can never happen, because its channel was closed as usual. */
  readonly ended: boolean;
  /** Makes it happen; to be called only when ready and not ended. */
  perform(): R;
  /** Waits for its turn. */
  park(race: Race): Entry;
  /** A new error that says that it has ended. */
  endError(): ChannelClosedError;
}

let open: <R>(operation: Operation<R>) => SelectCase<R> | undefined;
let make: <R>(body: SelectCase<R>) => Operation<R>;

/**
 * A send or receive that has not happened: one case of a `select`.
 *
 * Made by `channel.sending(value)` and `channel.receiving()`; making one does
 * nothing to the channel.
 *
 * @typeParam R What the operation gives.
 */
export class Operation<out R> {
  readonly #body: SelectCase<R>;

  private constructor(body: SelectCase<R>) {
    this.#body = body;
  }

  static {
    open = (operation) => #body in operation ? operation.#body : undefined;
    make = (body) => new Operation(body);
  }
}

/** What `select` does with an operation; undefined for any other value. */
export function caseOf(operation: unknown): SelectCase<unknown> | undefined {
  const isObject = typeof operation === "object" && operation !== null;
  return isObject ? open(operation as Operation<unknown>) : undefined;
}

/** A receive that has not happened. */
export function receiving<T>(core: Core<T>): Operation<T> {
  return make(new ReceiveCase(core));
}

/** A send that has not happened. */
export function sending<T>(core: Core<T>, value: T): Operation<void> {
  return make(new SendCase(core, value));
}

class ReceiveCase<T> implements SelectCase<T> {
  readonly #core: Core<T>;

  constructor(core: Core<T>) {
    this.#core = core;
  }

  get ready(): boolean {
    return this.#core.ready || this.#core.closed;
  }

  get ended(): boolean {
    const core = this.#core;
    return core.closed && !core.ready && core.endsQuietly;
  }

  perform(): T {
    if (this.#core.ready) return this.#core.take();
    throw this.#core.endError();
  }

  park(race: Race): Entry {
    const waiter = specialWaiter<ReceiveRole>(this.#core, RECEIVE_CASE);
    waiter.terms.memo = race;
    this.#core.receivers.push(waiter);
    return waiter;
  }

  endError(): ChannelClosedError {
    return endedError();
  }
}

class SendCase<T> implements SelectCase<void> {
  readonly #core: Core<T>;
  readonly #value: T;
  readonly #weight: number;

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

  get ended(): boolean {
    return this.#core.closed;
  }

  perform(): void {
    const core = this.#core;
    if (core.isOversize(this.#weight)) {
      throw oversizeError(this.#weight, core.capacity);
    }
    if (core.offer(this.#value, this.#weight)) return;
    core.overflowWith(this.#value, this.#weight);
  }

  park(race: Race): Entry {
    const waiter = specialWaiter<SendRole>(this.#core, SEND_CASE);
    waiter.value = this.#value;
    waiter.terms.weight = this.#weight;
    waiter.terms.memo = race;
    this.#core.senders.push(waiter);
    return waiter;
  }

  endError(): ChannelClosedError {
    return closedError(this.#value);
  }
}

const RECEIVE_CASE: ReceiveRole = {
  deliver(waiter, value) {
    raceOf(waiter).win(waiter, value);
  },
  end(waiter) {
    const { core } = waiter;
    if (core.endsQuietly) raceOf(waiter).end(waiter);
    else raceOf(waiter).fail(core.endError());
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
  // The hook is not told: the caller of the select keeps the value.
  refuse(waiter, error) {
    if (waiter.core.closed) raceOf(waiter).end(waiter);
    else raceOf(waiter).fail(error);
    return [];
  },
  interrupt() {},
  wake() {},
};

function raceOf(waiter: Waiter): Race {
  return waiter.terms.memo as Race;
}
