import { TimeoutError } from "../errors.ts";
import { badTimeout } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { closedError, oversizeError } from "./refusals.ts";
import { SHARED, specialWaiter, Terms, Waiter } from "./waiter.ts";
import type { SendRole, SendWaiter } from "./waiter.ts";

const SENT: Promise<void> = Promise.resolve();

/** Sends one value, waiting while there is no room. */
export function send<T>(
  core: Core<T>,
  value: T,
  options: WaitOptions | undefined,
): Promise<void> {
  // Short enough to be inlined into its caller; all else is outlined.
  if (options !== undefined) {
    const refused = refusedBy(core, value, options);
    if (refused !== undefined) return refused;
  }
  if (!core.plain || turn.tick() !== undefined) {
    return sendWith(core, value, options);
  }
  const receiver = core.receivers.first;
  if (receiver !== undefined) core.handOver(receiver, value);
  else if (core.buffer.length < core.capacity) core.store(value);
  else if (options === undefined) return waitPlainly(core, value);
  else return wait(core, { value, weight: 1, options });
  return SENT;
}

function waitPlainly<T>(core: Core<T>, value: T): Promise<void> {
  const terms = core.sendTerms ??= new Terms(core, SEND_ONE, SHARED);
  const waiter = new Waiter(terms);
  waiter.value = value;
  core.senders.push(waiter);
  return waiter.promise as Promise<void>;
}

function sendWith<T>(
  core: Core<T>,
  value: T,
  options: WaitOptions | undefined,
): Promise<void> {
  turn.tick();
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
    core.losses.refuse([value], "oversize");
    return Promise.reject(oversizeError(weight, core.capacity));
  }
  if (core.offer(value, weight)) return sent();
  if (core.overflow === "wait") return wait(core, { value, weight, options });
  core.overflowWith(value, weight);
  return sent();
}

/**
 * What a send gives that needed no wait.
 *
 * When the turn is overdue, receivers go on before senders do: in the other
 * order, each later value would find no receiver waiting, and wait itself.
 */
export function sent(): Promise<void> {
  return turn.afterOverdue ?? SENT;
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

function refusedBy<T>(
  core: Core<T>,
  value: T,
  options: WaitOptions,
): Promise<never> | undefined {
  const bad = badTimeout(options);
  if (bad !== undefined) return Promise.reject(bad);
  const { signal } = options;
  return signal?.aborted ? sendRefused(core, value, signal) : undefined;
}

function sendRefused<T>(
  core: Core<T>,
  value: T,
  signal: AbortSignal | undefined,
): Promise<never> {
  core.losses.refuse([value], signal === undefined ? "closed" : "aborted");
  return Promise.reject(
    signal === undefined ? closedError(value) : signal.reason,
  );
}

interface Unsent<T> {
  readonly value: T;
  readonly weight: number;
  readonly options: WaitOptions | undefined;
}

function wait<T>(core: Core<T>, unsent: Unsent<T>): Promise<void> {
  const waiter = specialWaiter<SendRole>(core, SEND_ONE);
  waiter.value = unsent.value;
  waiter.terms.weight = unsent.weight;
  return waiter.park(core.senders, unsent.options) as Promise<void>;
}

const SEND_ONE: SendRole = {
  advance(waiter) {
    const { senders, capacity, wakes } = waiter.core;
    senders.remove(waiter as SendWaiter);
    waiter.stopWatch();
    const isSoonest = turn.overdue === undefined &&
      (capacity === 0 || wakes.skips());
    // A promise of a promise takes two microtasks more.
    if (isSoonest) waiter.settle(wakes.lags() ? SENT : undefined);
    else waiter.resolveSoon();
  },
  wake(waiter) {
    waiter.settle(undefined);
  },
  heaviest(waiter) {
    return waiter.weight;
  },
  refuse(waiter, error) {
    waiter.stopWatch();
    waiter.cutOff(error);
    return [waiter.value];
  },
  interrupt(waiter, signal) {
    waiter.reject(interruption(waiter, signal));
    giveUp(waiter, signal, [waiter.value]);
  },
};

/** What a send rejects with that was aborted or timed out. */
export function interruption(
  waiter: Waiter,
  signal: AbortSignal | undefined,
): unknown {
  if (signal !== undefined) return signal.reason;
  return new TimeoutError("Cannot send: no room at the timeout", waiter.value);
}

/** Leaves the line with its unsent values; senders behind it may fit now. */
export function giveUp(
  waiter: Waiter,
  signal: AbortSignal | undefined,
  unsent: readonly unknown[],
): void {
  const { core } = waiter;
  waiter.leave();
  turn.tick();
  core.admit();
  // Last, because it calls the hook, which is user code.
  core.losses.refuse(unsent, signal === undefined ? "timeout" : "aborted");
}
