// A waiter and the core of its channel know each other, as a queue and its
// entries do: this pair is the one circle of imports that there is, of types.

import { watch } from "../internal/deadline.ts";
import type {
  Interruptible,
  WaitOptions,
  Watch,
} from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Linked, WaitList } from "../internal/wait_list.ts";
import type { Wakeable } from "../internal/wake_batcher.ts";
import type { Core } from "./core.ts";

/** What a waiter of one kind does. */
export interface Role {
  /** Gives up: `signal` was aborted or, without one, the time is over. */
  interrupt(waiter: Waiter, signal?: AbortSignal): void;
  /** Fulfils the promise, after a wait that was ended with `resolveSoon`. */
  wake(waiter: Waiter): void;
}

/** What a waiting sender does; called out of the list, except for `advance`. */
export interface SendRole extends Role {
  /** Its value was taken in: it leaves the list, or has another value. */
  advance(waiter: Waiter): void;
  /** The weight of the heaviest of its values. */
  heaviest(waiter: Waiter): number;
  /** Nothing more can be sent: rejects with `error`, gives what is unsent. */
  refuse(waiter: Waiter, error: unknown): readonly unknown[];
}

/** What a waiting receiver does; called out of the list. */
export interface ReceiveRole extends Role {
  /** Takes a value, and how often that was put back. */
  deliver(waiter: Waiter, value: unknown, attempts: number): void;
  /** There is nothing more to receive. */
  end(waiter: Waiter): void;
}

/** A waiting sender. */
export type SendWaiter = Waiter<SendRole>;
/** A waiting receiver. */
export type ReceiveWaiter = Waiter<ReceiveRole>;

const ignore = () => {};

/**
 * What a wait is about, apart from its value and its place in line.
 *
 * Plain waits, which have no limit and no state of their own, share the terms
 * of their channel or iterator: that halves what a wait allocates.
 */
export class Terms<Kind extends Role = Role> {
  /** The channel that is waited for. */
  readonly core: Core<unknown>;
  /** What the waiter does. */
  readonly role: Kind;
  /** Whether other waits have the same terms; then they get a value as it is. */
  readonly shared: boolean;
  /** The iterator whose waits these are. */
  readonly iterator: object | undefined;
  /** What may interrupt the wait. */
  watch: Watch | undefined = undefined;
  /** The weight of the value. */
  weight = 1;
  /** State of the role. */
  memo: unknown = undefined;
  /** Rejects the promise of the wait. */
  reject: (reason: unknown) => void = ignore;

  /** Terms of all plain waits of a kind, or of a single one. */
  constructor(
    core: Core<unknown>,
    role: Kind,
    how: { readonly shared: boolean; readonly iterator?: object | undefined },
  ) {
    this.core = core;
    this.role = role;
    this.shared = how.shared;
    this.iterator = how.iterator;
  }
}

const ALONE = { shared: false } as const;
/** Terms that all plain waits of a channel share. */
export const SHARED = { shared: true } as const;

/** A wait that has a limit, or state of its own. */
export function specialWaiter<Kind extends Role>(
  core: Core<unknown>,
  role: Kind,
): Waiter<Kind> {
  return new Waiter(new Terms(core, role, ALONE));
}

/**
 * One wait, and the promise of its caller.
 *
 * There is one class for all kinds of waits, which differ in their role: with a
 * class for each, every access would have to look up which one it is.
 */
export class Waiter<Kind extends Role = Role>
  implements Linked<Waiter<Kind>>, Interruptible, Wakeable {
  list: WaitList<Waiter<Kind>> | undefined = undefined;
  before: Waiter<Kind> | undefined = undefined;
  after: Waiter<Kind> | undefined = undefined;
  /** Since when it waits, in milliseconds of the turn clock. */
  readonly since = turn.time();
  /** What is sent, or was received. */
  value: unknown = undefined;
  /** What it shares with other waits, or has of its own. */
  readonly terms: Terms<Kind>;
  /** What the caller waits for. */
  readonly promise: Promise<unknown>;
  /** Fulfils the promise. */
  settle: (value: unknown) => void = ignore;

  /** Begins to wait. */
  constructor(terms: Terms<Kind>) {
    this.terms = terms;
    this.promise = terms.shared ? this.#plainPromise() : this.#promise();
  }

  // As fast as it gets: `withResolvers` makes one more object.
  #plainPromise(): Promise<unknown> {
    return new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  #promise(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.settle = resolve;
      this.terms.reject = reject;
    });
  }

  /** The channel it waits for. */
  get core(): Core<unknown> {
    return this.terms.core;
  }

  /** What it does. */
  get role(): Kind {
    return this.terms.role;
  }

  /** The weight of its value. */
  get weight(): number {
    return this.terms.weight;
  }

  /** Stands in line in `list`, as long as `options` allow. */
  park(
    list: WaitList<Waiter<Kind>>,
    options: WaitOptions | undefined,
  ): Promise<unknown> {
    list.push(this);
    if (options === undefined) return this.promise;
    if (options.timeout === 0) this.interrupt();
    else this.terms.watch = watch(this, options);
    return this.promise;
  }

  /** Ends the watch of its limit. */
  stopWatch(): void {
    this.terms.watch?.stop();
  }

  /** Fulfils the promise through the role, when others have had their turn. */
  resolveSoon(): void {
    if (turn.overdue === undefined) this.core.wakes.wakeSoon(this);
    else turn.overdue.then(() => this.wake());
  }

  /** Rejects the promise. */
  reject(reason: unknown): void {
    if (this.terms.shared) this.settle(rejecting(reason));
    else this.terms.reject(reason);
  }

  /**
   * Rejects because another task closed or aborted the channel.
   *
   * The rejection counts as handled: it must not end a program that has
   * forgotten about this wait.
   */
  cutOff(reason: unknown): void {
    this.promise.then(undefined, ignore);
    this.reject(reason);
  }

  /** Leaves the line, if it stands in one. */
  leave(): boolean {
    this.list?.remove(this);
    return this.core.senders.first !== undefined;
  }

  makeRoom(): void {
    turn.tick();
    this.core.admit();
  }

  interrupt(signal?: AbortSignal): void {
    this.role.interrupt(this, signal);
  }

  wake(): void {
    this.role.wake(this);
  }
}

// Plain waits keep no function to reject them: they are resolved with this.
function rejecting(reason: unknown): PromiseLike<never> {
  return {
    then: (_: unknown, reject: (reason: unknown) => void) => reject(reason),
  } as PromiseLike<never>;
}
