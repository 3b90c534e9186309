import { TimeoutError, UnsentError } from "../errors.ts";
import { badTimeout } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import { closedError, oversizeError } from "./core.ts";
import type { Core } from "./core.ts";
import { Waiter } from "./waiter.ts";
import type { SendRole, SendWaiter } from "./waiter.ts";

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
  if (core.weighted && !core.closed) {
    try {
      weight = core.weigh(value);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  if (core.closed) return sendRefused(core, value, undefined);
  if (core.isOversize(weight)) {
    core.refuse([value], "oversize");
    return Promise.reject(oversizeError(weight, core.capacity));
  }
  if (core.offer(value, weight)) return overdue ?? SENT;
  if (core.overflow !== "wait") core.overflowWith(value, weight);
  else return wait(core, { value, weight, options });
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
    weights = values.map((value) => core.weigh(value));
  } catch (error) {
    return Promise.reject(error);
  }
  const heavy = weights.find((weight) => core.isOversize(weight));
  if (heavy !== undefined) {
    core.refuse(values, "oversize");
    const cause = oversizeError(heavy, core.capacity);
    return Promise.reject(new UnsentError(values, cause));
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as T;
    const weight = weights[index] as number;
    if (core.closed) return sendManyRefused(core, values.slice(index), true);
    if (core.offer(value, weight)) continue;
    if (core.overflow === "wait") {
      return waitMany(core, new Batch(values, weights, index), options);
    }
    core.overflowWith(value, weight);
  }
  return overdue ?? SENT;
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

interface Unsent<T> {
  readonly value: T;
  readonly weight: number;
  readonly options: WaitOptions | undefined;
}

function wait<T>(core: Core<T>, unsent: Unsent<T>): Promise<void> {
  const waiter = new Waiter<SendRole>(core, SEND_ONE);
  waiter.value = unsent.value;
  waiter.weight = unsent.weight;
  return waiter.park(core.senders, unsent.options) as Promise<void>;
}

function waitMany<T>(
  core: Core<T>,
  batch: Batch<T>,
  options: WaitOptions | undefined,
): Promise<void> {
  const waiter = new Waiter<SendRole>(core, SEND_MANY);
  waiter.memo = batch;
  batch.show(waiter);
  return waiter.park(core.senders, options) as Promise<void>;
}

const SEND_ONE: SendRole = {
  advance(waiter) {
    const { senders, capacity } = waiter.core;
    senders.remove(waiter as SendWaiter);
    waiter.watch?.stop();
    if (capacity === 0 && turn.overdue === undefined) waiter.resolve();
    else waiter.resolveSoon();
  },
  wake(waiter) {
    waiter.resolve();
  },
  heaviest(waiter) {
    return waiter.weight;
  },
  refuse(waiter, error) {
    waiter.watch?.stop();
    waiter.cutOff(error);
    return [waiter.value];
  },
  interrupt(waiter, signal) {
    waiter.reject(interruption(waiter, signal));
    giveUp(waiter, signal, [waiter.value]);
  },
};

/** The values of a `sendMany` that waits; those before `index` are sent. */
class Batch<T> {
  readonly values: readonly T[];
  readonly weights: readonly number[];
  index: number;

  constructor(values: readonly T[], weights: readonly number[], index: number) {
    this.values = values;
    this.weights = weights;
    this.index = index;
  }

  /** Shows the value whose turn it is to the channel; `false` after the last. */
  show(waiter: Waiter): boolean {
    if (this.index === this.values.length) return false;
    waiter.value = this.values[this.index];
    waiter.weight = this.weights[this.index] as number;
    return true;
  }

  unsent(): readonly T[] {
    return this.values.slice(this.index);
  }
}

const SEND_MANY: SendRole = {
  advance(waiter) {
    const batch = waiter.memo as Batch<unknown>;
    batch.index++;
    if (batch.show(waiter)) return;
    waiter.core.senders.remove(waiter as SendWaiter);
    waiter.watch?.stop();
    if (turn.overdue === undefined) waiter.resolve();
    else waiter.resolveSoon();
  },
  wake(waiter) {
    waiter.resolve();
  },
  heaviest(waiter) {
    const { weights, index } = waiter.memo as Batch<unknown>;
    return weights.slice(index).reduce((a, b) => Math.max(a, b));
  },
  refuse(waiter, error) {
    waiter.watch?.stop();
    const unsent = (waiter.memo as Batch<unknown>).unsent();
    waiter.cutOff(new UnsentError(unsent, error));
    return unsent;
  },
  interrupt(waiter, signal) {
    const unsent = (waiter.memo as Batch<unknown>).unsent();
    waiter.reject(new UnsentError(unsent, interruption(waiter, signal)));
    giveUp(waiter, signal, unsent);
  },
};

function interruption(
  waiter: Waiter,
  signal: AbortSignal | undefined,
): unknown {
  if (signal !== undefined) return signal.reason;
  return new TimeoutError("Cannot send: no room at the timeout", waiter.value);
}

// Whoever stood behind may fit now; the hook, being user code, comes last.
function giveUp(
  waiter: Waiter,
  signal: AbortSignal | undefined,
  unsent: readonly unknown[],
): void {
  const { core } = waiter;
  core.senders.remove(waiter as SendWaiter);
  turn.tick();
  core.admit();
  core.refuse(unsent, signal === undefined ? "timeout" : "aborted");
}
