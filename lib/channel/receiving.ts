import { TimeoutError } from "../errors.ts";
import { badTimeout, watch } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import type { ChannelReceiveResult } from "./options.ts";
import { ChannelWaiter } from "./waiter.ts";
import type { ReceiveWaiter } from "./waiter.ts";

const EMPTY: { readonly state: "empty" } = Object.freeze({ state: "empty" });
const CLOSED: { readonly state: "closed" } = Object.freeze({ state: "closed" });

/** Receives the oldest value, waiting while there is none. */
export function receive<T>(
  core: Core<T>,
  options: WaitOptions | undefined,
): Promise<T> {
  if (options !== undefined) {
    const refused = refusal(options);
    if (refused !== undefined) return refused;
  }
  const overdue = turn.tick();
  if (core.ready) {
    const value = core.take();
    return overdue === undefined
      ? Promise.resolve(value)
      : overdue.then(() => value);
  }
  if (core.closed) return Promise.reject(core.endError());
  return new ReceiveOne(core).wait(options);
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
  if (!(Number.isInteger(max) && max > 0) && max !== Infinity) {
    return Promise.reject(
      new RangeError(
        `Cannot receive: max must be a positive integer, received ${max}`,
      ),
    );
  }
  if (options !== undefined) {
    const refused = refusal(options);
    if (refused !== undefined) return refused;
  }
  const overdue = turn.tick();
  if (core.ready) {
    const values = takeMany(core, [], max);
    return overdue === undefined
      ? Promise.resolve(values)
      : overdue.then(() => values);
  }
  if (core.closed) return Promise.reject(core.endError());
  return new ReceiveMany(core, max).wait(options);
}

/** Adds what is there to `values` until these are `max`. */
function takeMany<T>(core: Core<T>, values: T[], max: number): T[] {
  while (values.length < max && core.ready) values.push(core.take());
  return values;
}

/** The rejection of options that end a wait before it begins. */
export function refusal(options: WaitOptions): Promise<never> | undefined {
  const bad = badTimeout(options);
  if (bad !== undefined) return Promise.reject(bad);
  const { signal } = options;
  return signal?.aborted ? Promise.reject(signal.reason) : undefined;
}

/** A receive that waits. */
export abstract class Receiving<T, R> extends ChannelWaiter<R>
  implements ReceiveWaiter<T> {
  /** The channel it waits for. */
  readonly core: Core<T>;

  /** Begins to wait. */
  constructor(core: Core<T>) {
    super();
    this.core = core;
    this.since = turn.now;
    core.receivers.push(this);
  }

  abstract deliver(value: T, attempts: number): void;

  /** Lets `options` interrupt the wait. */
  wait(options: WaitOptions | undefined): Promise<R> {
    if (options === undefined) return this.promise;
    if (options.timeout === 0) this.interrupt();
    else this.watch = watch(this, options);
    return this.promise;
  }

  end(): void {
    this.watch?.stop();
    this.cutOff(this.core.endError());
  }

  interrupt(signal?: AbortSignal): void {
    this.core.receivers.remove(this);
    this.reject(
      signal === undefined
        ? new TimeoutError("Cannot receive: no value at the timeout")
        : signal.reason,
    );
  }
}

class ReceiveOne<T> extends Receiving<T, T> {
  deliver(value: T): void {
    this.watch?.stop();
    this.resolve(value);
  }
}

class ReceiveMany<T> extends Receiving<T, T[]> {
  #max: number;

  constructor(core: Core<T>, max: number) {
    super(core);
    this.#max = max;
  }

  // What its sender has ready, too, is there one microtask later.
  deliver(value: T): void {
    this.watch?.stop();
    queueMicrotask(() => {
      this.resolve(takeMany(this.core, [value], this.#max));
    });
  }
}
