import { refusal } from "../internal/deadline.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import { turn } from "../internal/turn.ts";
import type { Core } from "./core.ts";
import { ended, interrupted, waitToReceive } from "./receiving.ts";
import type { ReceiveRole } from "./waiter.ts";

let make: <T>(core: Core<T>, value: T, attempt: number) => Lease<T>;

/**
 * A received value that is not finished until its consumer says so.
 *
 * A lease that is disposed before {@linkcode Lease.done} puts its value back at
 * the front of the channel, so that a consumer that throws loses nothing.
 *
 * @example Finish what was received
 * ```ts
 * import { Channel } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const channel = new Channel<string>({ capacity: 1 });
 * await channel.send("job");
 * try {
 *   using lease = await channel.lease();
 *   throw new Error(`cannot do ${lease.value}`);
 * } catch {
 *   assertEquals(channel.size, 1);
 * }
 * using again = await channel.lease();
 * assertEquals(again.attempt, 2);
 * again.done();
 * ```
 *
 * @typeParam T The type of the value.
 */
export class Lease<T> implements Disposable {
  /** What was received. */
  readonly value: T;
  /** 1 for the first lease of this value, one more each time it came back. */
  readonly attempt: number;
  #core: Core<T> | undefined;

  private constructor(core: Core<T>, value: T, attempt: number) {
    this.#core = core;
    this.value = value;
    this.attempt = attempt;
  }

  static {
    make = (core, value, attempt) => new Lease(core, value, attempt);
  }

  /**
   * Finishes the value, as `taskDone` does.
   *
   * @throws {Error} If the lease has ended before.
   */
  done(): void {
    this.#end().tasks.done();
  }

  /**
   * Puts the value back at the front of the channel, at once even if that is
   * full. It counts as unfinished until it is received and finished again.
   *
   * @param rest A value to put back in its place, weighed anew.
   * @throws {Error} If the lease has ended before.
   */
  retry(...rest: [value: T] | []): void {
    const value = rest.length > 0 ? rest[0] as T : this.value;
    // May throw, and then the lease must still hold its value.
    const weight = this.#open().weigh(value);
    this.#end().putBack(value, { weight, attempts: this.attempt });
  }

  /** Puts the value back, unless the lease has ended. */
  [Symbol.dispose](): void {
    if (this.#core !== undefined) this.retry();
  }

  #open(): Core<T> {
    if (this.#core !== undefined) return this.#core;
    throw new Error("Cannot end a lease: it has ended before");
  }

  #end(): Core<T> {
    const core = this.#open();
    this.#core = undefined;
    return core;
  }
}

/** Receives a value and keeps it unfinished, waiting while there is none. */
export function lease<T>(
  core: Core<T>,
  options: WaitOptions | undefined,
): Promise<Lease<T>> {
  const refused = refusal(options);
  if (refused !== undefined) return refused;
  const overdue = turn.tick() ?? Promise.resolve();
  if (core.ready) {
    const { attempts } = core.buffer;
    const leased = make(core, core.take(), attempts + 1);
    return overdue.then(() => leased);
  }
  if (core.closed) return Promise.reject(core.endError());
  return waitToReceive(core, LEASE, options) as Promise<Lease<T>>;
}

const LEASE: ReceiveRole = {
  deliver(waiter, value, attempts) {
    waiter.stopWatch();
    waiter.value = make(waiter.core, value, attempts + 1);
    if (turn.overdue === undefined) waiter.wake();
    else waiter.resolveSoon();
  },
  end: ended,
  interrupt: interrupted,
  wake(waiter) {
    waiter.settle(waiter.value);
  },
};
