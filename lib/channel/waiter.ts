import type { Interruptible, Watch } from "../internal/deadline.ts";
import { Waiter } from "../internal/wait_list.ts";

type Resolve = (value: never) => void;
type Reject = (reason: unknown) => void;

let lastResolve: Resolve;
let lastReject: Reject;
// One function for all promises: a closure for each costs an allocation.
const capture = (resolve: Resolve, reject: Reject) => {
  lastResolve = resolve;
  lastReject = reject;
};
const ignore = () => {};

/** One wait for a channel, and the promise that its caller has. */
export abstract class ChannelWaiter<R> extends Waiter implements Interruptible {
  /** What the caller waits for. */
  readonly promise: Promise<R>;
  /** Fulfils the promise. */
  readonly resolve: (value: R) => void;
  /** Rejects the promise. */
  readonly reject: Reject;
  /** What may interrupt the wait. */
  watch: Watch | undefined = undefined;

  /** Begins to wait. */
  constructor() {
    super();
    this.promise = new Promise<R>(capture as never);
    this.resolve = lastResolve as (value: R) => void;
    this.reject = lastReject;
  }

  abstract interrupt(signal?: AbortSignal): void;

  /**
   * Rejects because somebody else ended the channel.
   *
   * A caller who forgot about this wait is not to be struck down for it, so
   * the rejection counts as handled.
   */
  cutOff(reason: unknown): void {
    this.promise.then(undefined, ignore);
    this.reject(reason);
  }
}

/** Somebody who waits to send. */
export interface SendWaiter<T> extends Waiter {
  /** The value whose turn it is. */
  readonly value: T;
  /** What that value weighs. */
  readonly weight: number;
  /** Called when that value was taken in: leaves the list after the last. */
  advance(): void;
  /** Called, out of the list, with what `send` rejects with; gives the unsent. */
  refuse(error: unknown): readonly T[];
}

/** Somebody who waits to receive. */
export interface ReceiveWaiter<T> extends Waiter {
  /** Called, out of the list, with a value and how often it was put back. */
  deliver(value: T, attempts: number): void;
  /** Called, out of the list, when there is nothing more to receive. */
  end(): void;
}
