/**
 * Waiting for the first of several channel operations.
 *
 * @module
 */

import { caseOf } from "./channel/operation.ts";
import type {
  Entry,
  Operation,
  Race,
  SelectCase,
} from "./channel/operation.ts";
import { ChannelClosedError, TimeoutError } from "./errors.ts";
import { refusal, watch } from "./internal/deadline.ts";
import type { Interruptible, WaitOptions, Watch } from "./internal/deadline.ts";
import { shuffled } from "./internal/shuffled.ts";
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

/** How a `select` waits. */
export interface SelectOptions extends WaitOptions {
  /**
   * What a case means whose channel is closed: `"throw"` ends the select with a
   * `ChannelClosedError` whose `key` names the case; `"skip"` goes on with the
   * others, and throws when all are closed. A channel that was closed with a
   * reason has failed: its receive rejects with that reason either way.
   *
   * @default {"throw"}
   */
  readonly closed?: "throw" | "skip" | undefined;
}

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
 * @param options How long to wait, and what a closed channel means.
 * @returns The name of the operation and what it gave.
 * @throws {ChannelClosedError} If a channel is closed, or with `closed: "skip"`
 *   if all are. The reason of `close` instead, if a receive finds one.
 * @throws {TimeoutError} After `timeout`.
 * @throws {TypeError} If there is no operation to wait for.
 */
export function select<const Cases extends SelectCases>(
  cases: Cases,
  options?: SelectOptions,
): Promise<Selected<Cases>> {
  const refused = refusal(options) ?? refusedChoice(options?.closed) ??
    refusedCase(cases);
  if (refused !== undefined) return refused;
  const skips = options?.closed === "skip";
  const overdue = turn.tick();
  const all = casesOf(cases);
  const open = skips ? all.filter(([, one]) => !one.ended) : all;
  const ready = open.filter(([, one]) => one.ready);
  const lucky = ready[Math.floor(Math.random() * ready.length)];
  if (lucky !== undefined) return performed(lucky, overdue);
  if (all.length === 0) {
    return Promise.reject(
      new TypeError("Cannot select: there is no operation"),
    );
  }
  if (open.length === 0) return Promise.reject(allClosed());
  return new Selecting<Selected<Cases>>(open, skips).wait(options);
}

type Case = readonly [key: string, body: SelectCase<unknown>];

function casesOf(cases: SelectCases): Case[] {
  return Object.entries(cases)
    .map(([key, operation]) => [key, caseOf(operation)] as const)
    .filter((entry): entry is Case => entry[1] !== undefined);
}

// A pending `receive()` is easily taken for a case.
function refusedCase(cases: SelectCases): Promise<never> | undefined {
  for (const [key, operation] of Object.entries(cases)) {
    if (operation === undefined || caseOf(operation) !== undefined) continue;
    const words = `Cannot select: ${key} is no operation: make one with ` +
      "channel.receiving() or channel.sending(value)";
    return Promise.reject(new TypeError(words));
  }
  return undefined;
}

function refusedChoice(closed: unknown): Promise<never> | undefined {
  if (closed === undefined || closed === "throw" || closed === "skip") {
    return undefined;
  }
  const words = `Cannot use closed ${closed}: it must be "throw" or "skip"`;
  return Promise.reject(new RangeError(words));
}

async function performed<R>(
  [key, body]: Case,
  overdue: Promise<void> | undefined,
): Promise<R> {
  if (body.ended) throw ended([key, body]);
  const value = body.perform();
  if (overdue !== undefined) await overdue;
  return { key, value } as R;
}

function ended([key, body]: Case): ChannelClosedError {
  return Object.defineProperty(body.endError(), "key", {
    value: key,
    enumerable: true,
  });
}

function allClosed(): ChannelClosedError {
  return new ChannelClosedError("Cannot select: every channel is closed");
}

type Standing = readonly [one: Case, entry: Entry];

class Selecting<R> implements Race, Interruptible {
  readonly #entries: readonly Standing[];
  readonly #skips: boolean;
  readonly #outcome = Promise.withResolvers<R>();
  #watch: Watch | undefined;
  #open: number;
  #settled = false;
  #left: Entry[] = [];

  constructor(cases: readonly Case[], skips: boolean) {
    // Two sends to one channel stand in one line: neither is always the first.
    this.#entries = shuffled(cases).map((one) => [one, one[1].park(this)]);
    this.#open = cases.length;
    this.#skips = skips;
  }

  wait(options: WaitOptions | undefined): Promise<R> {
    if (options?.timeout === 0) this.interrupt();
    else this.#watch = watch(this, options);
    return this.#outcome.promise;
  }

  win(winner: Entry, value: unknown): void {
    this.#settle();
    this.#outcome.resolve({ key: this.#caseOf(winner)[0], value } as R);
  }

  // A channel that closes ends all its cases, also of a race that is over.
  end(entry: Entry): void {
    if (this.#settled) return;
    this.#open--;
    if (!this.#skips) this.fail(ended(this.#caseOf(entry)));
    else if (this.#open === 0) this.fail(allClosed());
  }

  fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    // Counts as handled: a forgotten select must not end the program.
    this.#outcome.promise.catch(() => {});
    this.#outcome.reject(error);
  }

  leave(): boolean {
    this.#settled = true;
    const waiting = this.#entries.map(([, entry]) => entry)
      .filter((entry) => entry.list !== undefined);
    for (const entry of waiting) entry.leave();
    this.#left = waiting;
    return true;
  }

  makeRoom(): void {
    for (const entry of this.#left.splice(0)) entry.makeRoom();
  }

  interrupt(signal?: AbortSignal): void {
    if (!this.#settled) this.#settle();
    this.#outcome.reject(
      signal === undefined
        ? new TimeoutError("Cannot select: nothing happened until the timeout")
        : signal.reason,
    );
  }

  #caseOf(entry: Entry): Case {
    const found = this.#entries.find(([, other]) => other === entry);
    return (found as Standing)[0];
  }

  // All leave before another wait moves up: one more of them may be next.
  #settle(): void {
    this.#watch?.stop();
    this.leave();
    this.makeRoom();
  }
}
