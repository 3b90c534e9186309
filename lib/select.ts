/**
 * Waiting for the first of several channel operations.
 *
 * @module
 */

import type { Entry, Operation, Race } from "./channel/operation.ts";
import { TimeoutError } from "./errors.ts";
import { refusal, watch } from "./internal/deadline.ts";
import type { Interruptible, WaitOptions, Watch } from "./internal/deadline.ts";
import { turn } from "./internal/turn.ts";

/** Operations by name; one that is `undefined` never happens. */
export type SelectCases = Readonly<
  Record<string, Operation<unknown> | undefined>
>;

/** The operation that happened: its name, and what it gave. */
export type Selected<Cases extends SelectCases> = {
  [Key in keyof Cases]: Exclude<Cases[Key], undefined> extends
    Operation<infer R> ? { readonly key: Key; readonly value: R }
    : never;
}[keyof Cases];

/**
 * Performs exactly one of several operations: the first that can happen.
 *
 * Of those that can happen at once, one is picked at random, so none starves.
 * The others leave no trace. If it rejects, none has happened. O(n) in the
 * number of operations.
 *
 * @example Whichever comes first
 * ```ts
 * import { Channel, select } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const jobs = new Channel<string>({ capacity: 1 });
 * const stop = new Channel<number>();
 * await jobs.send("dig");
 *
 * const first = await select({
 *   job: jobs.receiving(),
 *   stop: stop.receiving(),
 * });
 * assertEquals(first, { key: "job", value: "dig" });
 * ```
 *
 * @param cases The operations, by name.
 * @param options How long to wait.
 * @returns The name of the operation and what it gave.
 * @throws What the operation itself throws, if its channel is closed.
 * @throws {TimeoutError} After `timeout`.
 * @throws {TypeError} If there is no operation to wait for.
 */
export function select<const Cases extends SelectCases>(
  cases: Cases,
  options?: WaitOptions,
): Promise<Selected<Cases>> {
  const refused = refusal(options);
  if (refused !== undefined) return refused;
  const overdue = turn.tick();
  const operations = Object.entries(cases).filter(isOperation);
  const ready = operations.filter(([, operation]) => operation.ready);
  const lucky = ready[Math.floor(Math.random() * ready.length)];
  if (lucky !== undefined) return performed(lucky, overdue);
  if (operations.length === 0) {
    return Promise.reject(
      new TypeError("Cannot select: there is no operation"),
    );
  }
  return new Selecting<Selected<Cases>>(operations).wait(options);
}

type Case = [key: string, operation: Operation<unknown>];

function isOperation(
  entry: [string, Operation<unknown> | undefined],
): entry is Case {
  return entry[1] !== undefined;
}

async function performed<R>(
  [key, operation]: Case,
  overdue: Promise<void> | undefined,
): Promise<R> {
  const value = operation.perform();
  if (overdue !== undefined) await overdue;
  return { key, value } as R;
}

class Selecting<R> implements Race, Interruptible {
  #entries: [key: string, entry: Entry][];
  #outcome = Promise.withResolvers<R>();
  #watch: Watch | undefined;
  #settled = false;

  constructor(operations: readonly Case[]) {
    this.#entries = operations.map(([key, o]) => [key, o.park(this)]);
  }

  wait(options: WaitOptions | undefined): Promise<R> {
    if (options?.timeout === 0) this.interrupt();
    else this.#watch = watch(this, options);
    return this.#outcome.promise;
  }

  win(winner: Entry, value: unknown): void {
    this.#settle();
    for (const [key, entry] of this.#entries) {
      if (entry === winner) this.#outcome.resolve({ key, value } as R);
    }
  }

  // A channel that closes fails all its cases, also of a race that is over.
  fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#outcome.promise.catch(() => {});
    this.#outcome.reject(error);
  }

  interrupt(signal?: AbortSignal): void {
    this.#settle();
    this.#outcome.reject(
      signal === undefined
        ? new TimeoutError("Cannot select: nothing happened until the timeout")
        : signal.reason,
    );
  }

  #settle(): void {
    this.#settled = true;
    this.#watch?.stop();
    // All leave before anybody else moves up: another of them may be next.
    const waiting = this.#entries.map(([, entry]) => entry)
      .filter((entry) => entry.list !== undefined);
    for (const entry of waiting) entry.leave();
    for (const entry of waiting) entry.interrupt();
  }
}
