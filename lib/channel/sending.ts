import { TimeoutError, UnsentError } from "../errors.ts";
import { badTimeout, watch } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import { closedError, oversizeError } from "./core.ts";
import type { Core } from "./core.ts";
import type { UndeliveredReason } from "./options.ts";
import { ChannelWaiter } from "./waiter.ts";
import type { SendWaiter } from "./waiter.ts";

const SENT: Promise<void> = Promise.resolve();

/** Sends one value, waiting while there is no room. */
export function send<T>(
  core: Core<T>,
  value: T,
  options: WaitOptions | undefined,
): Promise<void> {
  if (options !== undefined) {
    const bad = badTimeout(options);
    if (bad !== undefined) return Promise.reject(bad);
    if (options.signal?.aborted) {
      return sendRefused(core, value, options.signal);
    }
  }
  const overdue = turn.tick();
  let weight = 1;
  if (core.size !== undefined && !core.closed) {
    try {
      weight = weighed(core, value);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  if (core.closed) return sendRefused(core, value, undefined);
  if (core.offer(value, weight)) return overdue ?? SENT;
  if (core.overflow !== "wait") core.overflowWith(value, weight);
  else return new SendOne(core, value, weight).wait(options);
  return overdue ?? SENT;
}

/** Sends one value if that needs no wait. */
export function trySend<T>(core: Core<T>, value: T): boolean {
  turn.tick();
  if (core.closed) return false;
  const weight = core.weigh(value);
  if (core.closed || core.isOversize(weight)) return false;
  if (core.offer(value, weight)) return true;
  if (core.overflow !== "drop-oldest" || core.capacity === 0) return false;
  core.overflowWith(value, weight);
  return true;
}

/** Sends values in order, none of others between those that have to wait. */
export function sendMany<T>(
  core: Core<T>,
  values: readonly T[],
  options: WaitOptions | undefined,
): Promise<void> {
  if (options !== undefined) {
    const bad = badTimeout(options);
    if (bad !== undefined) return Promise.reject(bad);
  }
  const overdue = turn.tick();
  const cause = options?.signal?.aborted ? options.signal : core.closed;
  if (cause !== false) return sendManyRefused(core, values, cause);
  let weights: number[];
  try {
    weights = values.map((value) => weighed(core, value));
  } catch (error) {
    return Promise.reject(error);
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as T;
    const weight = weights[index] as number;
    if (core.closed) return sendManyRefused(core, values.slice(index), true);
    if (core.offer(value, weight)) continue;
    if (core.overflow === "wait") {
      return new SendMany(core, { values, weights, index }).wait(options);
    }
    core.overflowWith(value, weight);
  }
  return overdue ?? SENT;
}

function weighed<T>(core: Core<T>, value: T): number {
  const weight = core.weigh(value);
  if (!core.isOversize(weight)) return weight;
  throw oversizeError(weight, core.capacity);
}

function sendRefused<T>(
  core: Core<T>,
  value: T,
  signal: AbortSignal | undefined,
): Promise<never> {
  core.refuse([value], signal === undefined ? "closed" : "aborted");
  return Promise.reject(
    signal === undefined ? closedError(value) : signal.reason,
  );
}

function sendManyRefused<T>(
  core: Core<T>,
  values: readonly T[],
  cause: AbortSignal | true,
): Promise<never> {
  core.refuse(values, cause === true ? "closed" : "aborted");
  const reason = cause === true ? closedError(values[0]) : cause.reason;
  return Promise.reject(new UnsentError(values, reason));
}

/** A send that waits, of one value or several. */
abstract class Sending<T> extends ChannelWaiter<void> implements SendWaiter<T> {
  abstract readonly value: T;
  abstract readonly weight: number;
  readonly core: Core<T>;

  constructor(core: Core<T>) {
    super();
    this.core = core;
    this.since = turn.now;
  }

  abstract advance(): void;
  abstract unsent(): readonly T[];
  abstract errorFrom(cause: unknown): unknown;

  wait(options: WaitOptions | undefined): Promise<void> {
    this.core.senders.push(this);
    if (options === undefined) return this.promise;
    if (options.timeout === 0) this.interrupt();
    else this.watch = watch(this, options);
    return this.promise;
  }

  refuse(error: unknown): readonly T[] {
    this.watch?.stop();
    this.cutOff(this.errorFrom(error));
    return this.unsent();
  }

  interrupt(signal?: AbortSignal): void {
    this.core.senders.remove(this);
    const cause = signal === undefined
      ? new TimeoutError("Cannot send: no room at the timeout", this.value)
      : signal.reason;
    this.reject(this.errorFrom(cause));
    const why: UndeliveredReason = signal === undefined ? "timeout" : "aborted";
    this.core.admit();
    this.core.refuse(this.unsent(), why);
  }
}

class SendOne<T> extends Sending<T> {
  readonly value: T;
  readonly weight: number;

  constructor(core: Core<T>, value: T, weight: number) {
    super(core);
    this.value = value;
    this.weight = weight;
  }

  advance(): void {
    this.core.senders.remove(this);
    this.watch?.stop();
    this.resolve();
  }

  unsent(): readonly T[] {
    return [this.value];
  }

  errorFrom(cause: unknown): unknown {
    return cause;
  }
}

interface Progress<T> {
  readonly values: readonly T[];
  readonly weights: readonly number[];
  readonly index: number;
}

class SendMany<T> extends Sending<T> {
  #values: readonly T[];
  #weights: readonly number[];
  #index: number;

  constructor(core: Core<T>, { values, weights, index }: Progress<T>) {
    super(core);
    this.#values = values;
    this.#weights = weights;
    this.#index = index;
  }

  get value(): T {
    return this.#values[this.#index] as T;
  }

  get weight(): number {
    return this.#weights[this.#index] as number;
  }

  advance(): void {
    if (++this.#index < this.#values.length) return;
    this.core.senders.remove(this);
    this.watch?.stop();
    this.resolve();
  }

  unsent(): readonly T[] {
    return this.#values.slice(this.#index);
  }

  errorFrom(cause: unknown): unknown {
    return new UnsentError(this.unsent(), cause);
  }
}
