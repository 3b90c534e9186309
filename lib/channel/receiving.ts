import { TimeoutError } from "../errors.ts";
import { integerError } from "../internal/checks.ts";
import { refusal } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import type { ChannelReceiveResult } from "./options.ts";
import { SHARED, specialWaiter, Terms, Waiter } from "./waiter.ts";
import type { ReceiveRole } from "./waiter.ts";

const EMPTY: { readonly state: "empty" } = Object.freeze({ state: "empty" });
const CLOSED: { readonly state: "closed" } = Object.freeze({ state: "closed" });

/** Receives the oldest value, waiting while there is none. */
export function receive<T>(
  core: Core<T>,
  options: WaitOptions | undefined,
): Promise<T> {
  // Short enough to be inlined into its caller; all else is outlined.
  if (options !== undefined) {
    const refused = refusal(options);
    if (refused !== undefined) return refused;
  }
  if (core.buffer.length > 0) {
    if (turn.tick() === undefined) return now(core.takeBuffered());
  } else if (
    options === undefined && core.senders.first === undefined && !core.closed
  ) {
    return waitPlainly(core);
  }
  return receiveWith(core, options);
}

function waitPlainly<T>(core: Core<T>): Promise<T> {
  const terms = core.receiveTerms ??= new Terms(core, RECEIVE_ONE, SHARED);
  const waiter = new Waiter(terms);
  core.receivers.push(waiter);
  return waiter.promise as Promise<T>;
}

function receiveWith<T>(
  core: Core<T>,
  options: WaitOptions | undefined,
): Promise<T> {
  const overdue = turn.tick();
  if (core.ready) {
    const value = core.take();
    return overdue === undefined ? now(value) : overdue.then(() => value);
  }
  if (core.closed) return Promise.reject(core.endError());
  return waitToReceive(core, RECEIVE_ONE, options) as Promise<T>;
}

// Makes a promise of a value in half the time of `Promise.resolve`.
// deno-lint-ignore require-await
async function now<T>(value: T): Promise<T> {
  return value;
}

/** Receives the oldest value if that needs no wait. */
export function tryReceive<T>(core: Core<T>): ChannelReceiveResult<T> {
  turn.tick();
  if (core.ready) return { state: "ok", value: core.take() };
  return core.closed ? CLOSED : EMPTY;
}

/** Receives at least one value and at most `max`. */
export function receiveMany<T>(
  core: Core<T>,
  max: number,
  options: WaitOptions | undefined,
): Promise<T[]> {
  const bad = integerError("max", max, { least: 1, orInfinity: true });
  if (bad !== undefined) return Promise.reject(bad);
  const refused = refusal(options);
  if (refused !== undefined) return refused;
  const overdue = turn.tick();
  if (core.ready) {
    const values = takeMany(core, [], max);
    return overdue === undefined ? now(values) : overdue.then(() => values);
  }
  if (core.closed) return Promise.reject(core.endError());
  const waiter = specialWaiter(core, RECEIVE_MANY);
  waiter.terms.memo = max;
  return waiter.park(core.receivers, options) as Promise<T[]>;
}

/** Adds what is there to `values` until these are `max`. */
function takeMany<T>(core: Core<T>, values: T[], max: number): T[] {
  while (values.length < max && core.ready) values.push(core.take());
  return values;
}

/** Waits in line to receive. */
export function waitToReceive<T>(
  core: Core<T>,
  role: ReceiveRole,
  options: WaitOptions | undefined,
): Promise<unknown> {
  return specialWaiter(core, role).park(core.receivers, options);
}

/** Takes a value for a receive, whose role then makes of it what is wanted. */
export function delivered(waiter: Waiter, value: unknown): void {
  const { core } = waiter;
  waiter.stopWatch();
  waiter.value = value;
  if (
    turn.overdue === undefined && (core.capacity === 0 || core.wakes.skips())
  ) {
    waiter.wake();
  } else waiter.resolveSoon();
}

/** Rejects a receive that finds the channel closed. */
export function ended(waiter: Waiter): void {
  waiter.stopWatch();
  waiter.cutOff(waiter.core.endError());
}

/** Rejects a receive that was aborted or timed out. */
export function interrupted(waiter: Waiter, signal?: AbortSignal): void {
  waiter.leave();
  waiter.reject(
    signal === undefined
      ? new TimeoutError("Cannot receive: no value at the timeout")
      : signal.reason,
  );
}

const RECEIVE_ONE: ReceiveRole = {
  deliver: delivered,
  end: ended,
  interrupt: interrupted,
  wake(waiter) {
    waiter.settle(waiter.value);
  },
};

const RECEIVE_MANY: ReceiveRole = {
  deliver(waiter, value) {
    waiter.stopWatch();
    waiter.value = value;
    waiter.resolveSoon();
  },
  end: ended,
  interrupt: interrupted,
  // What its sender had ready, too, is there by now.
  wake(waiter) {
    const { core, value, terms } = waiter;
    waiter.settle(takeMany(core, [value], terms.memo as number));
  },
};
