import { TimeoutError } from "../../errors.ts";
import {
  type Interruptible,
  type WaitOptions,
  type Watch,
  watch,
} from "../../internal/deadline.ts";
import { turn } from "../../internal/turn.ts";
import type { Linked, WaitList } from "../../internal/wait_list.ts";
import type { BrokerLease } from "../lease.ts";

/** A call that waits for values. */
export class PendingTake<T> implements Interruptible, Linked<PendingTake<T>> {
  list: WaitList<PendingTake<T>> | undefined = undefined;
  before: PendingTake<T> | undefined = undefined;
  after: PendingTake<T> | undefined = undefined;
  readonly #max: number;
  readonly #got: BrokerLease<T>[] = [];
  readonly #settled = Promise.withResolvers<BrokerLease<T>[]>();
  readonly #watch: Watch | undefined;

  /** Waits for at least one value, and at most `max`. */
  constructor(max: number, options: WaitOptions) {
    this.#max = max;
    this.#watch = watch(this, options);
  }

  /** Resolves to what was taken. */
  get promise(): Promise<BrokerLease<T>[]> {
    return this.#settled.promise;
  }

  /** How many more it takes. */
  get room(): number {
    return this.#max - this.#got.length;
  }

  /** Gives it one; others that come in the same turn go with it. */
  give(lease: BrokerLease<T>): void {
    this.#got.push(lease);
    if (this.room === 0) this.#settle();
    else if (this.#got.length === 1) turn.atEnd(() => this.#settle());
  }

  /** Tells it that nothing comes. */
  fail(error: unknown): void {
    if (this.#got.length > 0) return this.#settle();
    this.#leave();
    this.#settled.reject(error);
  }

  interrupt(signal?: AbortSignal): void {
    const error = signal === undefined
      ? new TimeoutError("Cannot receive: time is out")
      : signal.reason;
    this.fail(error);
  }

  #settle(): void {
    this.#leave();
    this.#settled.resolve(this.#got);
  }

  #leave(): void {
    this.#watch?.stop();
    this.list?.remove(this);
  }
}
