import { watch } from "../internal/deadline.ts";
import type {
  Interruptible,
  WaitOptions,
  Watch,
} from "../internal/deadline.ts";
import type { Sleeper } from "../internal/lull.ts";
import { turn } from "../internal/turn.ts";
import type { Linked, WaitList } from "../internal/wait_list.ts";
import type { Core } from "./core.ts";

/** What a waiter of one kind does. */
export interface Role {
  /** Gives up: `signal` was aborted or, without one, time is out. */
  interrupt(waiter: Waiter, signal?: AbortSignal): void;
  /** Fulfils the promise, after a wait that was ended with `resolveSoon`. */
  wake(waiter: Waiter): void;
}

/** What one who waits to send does; called out of the list, but for advance. */
export interface SendRole extends Role {
  /** Its value was taken in: it leaves the list, or has another value. */
  advance(waiter: Waiter): void;
  /** What the heaviest of its values weighs. */
  heaviest(waiter: Waiter): number;
  /** Nothing more can be sent: rejects with `error`, gives what is unsent. */
  refuse(waiter: Waiter, error: unknown): readonly unknown[];
}

/** What one who waits to receive does; called out of the list. */
export interface ReceiveRole extends Role {
  /** Here is a value, and how often it was put back. */
  deliver(waiter: Waiter, value: unknown, attempts: number): void;
  /** There is nothing more to receive. */
  end(waiter: Waiter): void;
}

/** One who waits to send. */
export type SendWaiter = Waiter<SendRole>;
/** One who waits to receive. */
export type ReceiveWaiter = Waiter<ReceiveRole>;

const ignore = () => {};

/**
 * One wait, and the promise of its caller.
 *
 * There is one class for all kinds of waits, which differ in their role: with a
 * class for each, every access would have to look up which one it is.
 */
export class Waiter<Kind extends Role = Role>
  implements Linked<Waiter<Kind>>, Interruptible, Sleeper {
  list: WaitList<Waiter<Kind>> | undefined = undefined;
  before: Waiter<Kind> | undefined = undefined;
  after: Waiter<Kind> | undefined = undefined;
  /** Since when it waits, in milliseconds of the turn clock. */
  since = turn.now;
  /** What may interrupt the wait. */
  watch: Watch | undefined = undefined;
  /** What is sent, or was received. */
  value: unknown = undefined;
  /** What the value weighs. */
  weight = 1;
  /** What only the role knows. */
  memo: unknown = undefined;
  /** The channel it waits for. */
  readonly core: Core<unknown>;
  /** What it does. */
  readonly role: Kind;
  /** What the caller waits for. */
  readonly promise: Promise<unknown>;
  #resolve: (value: unknown) => void;
  #reject: (reason: unknown) => void;

  /** Begins to wait. */
  constructor(core: Core<unknown>, role: Kind) {
    let fulfil: unknown;
    let refuse: unknown;
    // As fast as it gets: `withResolvers` makes one more object.
    this.promise = new Promise((resolve, reject) => {
      fulfil = resolve;
      refuse = reject;
    });
    this.#resolve = fulfil as (value: unknown) => void;
    this.#reject = refuse as (reason: unknown) => void;
    this.core = core;
    this.role = role;
  }

  /** Stands in line in `list`, as long as `options` allow. */
  park(
    list: WaitList<Waiter<Kind>>,
    options: WaitOptions | undefined,
  ): Promise<unknown> {
    list.push(this);
    if (options === undefined) return this.promise;
    if (options.timeout === 0) this.interrupt();
    else this.watch = watch(this, options);
    return this.promise;
  }

  /** Fulfils the promise. */
  resolve(value?: unknown): void {
    this.#resolve(value);
  }

  /** Fulfils the promise through the role, when others have had their turn. */
  resolveSoon(): void {
    if (turn.overdue === undefined) this.core.lull.wakeSoon(this);
    else turn.overdue.then(() => this.wake());
  }

  /** Rejects the promise. */
  reject(reason: unknown): void {
    this.#reject(reason);
  }

  /**
   * Rejects because somebody else ended the channel.
   *
   * A caller who forgot about this wait is not to be struck down for it, so
   * the rejection counts as handled.
   */
  cutOff(reason: unknown): void {
    this.promise.then(undefined, ignore);
    this.#reject(reason);
  }

  /** Leaves the line, if it stands in one. */
  leave(): void {
    this.list?.remove(this);
  }

  interrupt(signal?: AbortSignal): void {
    this.role.interrupt(this, signal);
  }

  wake(): void {
    this.role.wake(this);
  }
}
