import { UnsentError } from "../errors.ts";
import { badTimeout } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { closedError, oversizeError } from "./refusals.ts";
import { giveUp, interruption, sent } from "./sending.ts";
import { specialWaiter } from "./waiter.ts";
import type { SendRole, SendWaiter, Waiter } from "./waiter.ts";

/** Sends values in order, none of others between those that have to wait. */
export function sendMany<T>(
  core: Core<T>,
  values: readonly T[],
  options: WaitOptions | undefined,
): Promise<void> {
  const bad = options && badTimeout(options);
  if (bad !== undefined) return Promise.reject(bad);
  turn.tick();
  const cause = options?.signal?.aborted ? options.signal : core.closed;
  if (cause !== false) return refused(core, values, cause);
  let weights: number[];
  try {
    weights = values.map((value) => core.weigh(value));
  } catch (error) {
    return Promise.reject(error);
  }
  const heavy = weights.find((weight) => core.isOversize(weight));
  if (heavy !== undefined) {
    core.losses.refuse(values, "oversize");
    const cause = oversizeError(heavy, core.capacity);
    return Promise.reject(new UnsentError(values, cause));
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as T;
    const weight = weights[index] as number;
    if (core.closed) return refused(core, values.slice(index), true);
    if (core.offer(value, weight)) continue;
    if (core.overflow === "wait") {
      return wait(core, new Rest(values, weights, index), options);
    }
    core.overflowWith(value, weight);
  }
  return sent();
}

function refused<T>(
  core: Core<T>,
  values: readonly T[],
  cause: AbortSignal | true,
): Promise<never> {
  core.losses.refuse(values, cause === true ? "closed" : "aborted");
  const reason = cause === true ? closedError(values[0]) : cause.reason;
  return Promise.reject(new UnsentError(values, reason));
}

function wait<T>(
  core: Core<T>,
  rest: Rest<T>,
  options: WaitOptions | undefined,
): Promise<void> {
  const waiter = specialWaiter<SendRole>(core, SEND_MANY);
  waiter.terms.memo = rest;
  rest.show(waiter);
  return waiter.park(core.senders, options) as Promise<void>;
}

/** The values of a `sendMany` that waits; those before `index` are sent. */
class Rest<T> {
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
    waiter.terms.weight = this.weights[this.index] as number;
    return true;
  }

  unsent(): readonly T[] {
    return this.values.slice(this.index);
  }
}

function restOf(waiter: Waiter): Rest<unknown> {
  return waiter.terms.memo as Rest<unknown>;
}

const SEND_MANY: SendRole = {
  advance(waiter) {
    const rest = restOf(waiter);
    rest.index++;
    if (rest.show(waiter)) return;
    waiter.core.senders.remove(waiter as SendWaiter);
    waiter.stopWatch();
    if (turn.overdue === undefined) waiter.settle(undefined);
    else waiter.resolveSoon();
  },
  wake(waiter) {
    waiter.settle(undefined);
  },
  heaviest(waiter) {
    const { weights, index } = restOf(waiter);
    return weights.slice(index).reduce((a, b) => Math.max(a, b));
  },
  refuse(waiter, error) {
    waiter.stopWatch();
    const unsent = restOf(waiter).unsent();
    waiter.cutOff(new UnsentError(unsent, error));
    return unsent;
  },
  interrupt(waiter, signal) {
    const unsent = restOf(waiter).unsent();
    waiter.reject(new UnsentError(unsent, interruption(waiter, signal)));
    giveUp(waiter, signal, unsent);
  },
};
