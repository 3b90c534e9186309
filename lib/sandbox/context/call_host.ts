/**
 * Answers the calls of jobs.
 *
 * Invariants: what a function gives crosses as JSON text alone; an answer is recorded at
 * most once; nothing that a function throws or resolves to reaches a worker itself.
 *
 * @module
 */

import { TimeoutError } from "../../errors.ts";
import { jsonOf } from "../exact_json.ts";
import { exactValue } from "../exact_values.ts";
import type { CallAnswer, CallLimits } from "../context_protocol.ts";
import { type Answered, type ItemCall, toAnswer } from "./call_answer.ts";
import type { CallDefinition, CallEntry } from "./context_options.ts";
import { Replay } from "./replay.ts";
import type { Context } from "./resolve_context.ts";

/** How calls are kept and answered. */
export interface CallHostOptions extends Context {
  readonly record: ((entry: CallEntry) => void) | undefined;
  readonly replay: Iterable<CallEntry> | undefined;
  /** Runs a function so that what it starts can be told to come from a call. */
  readonly inside: <T>(run: () => T) => T;
}

/** Longest text of an error that crosses, in UTF-16 units. */
const LONGEST_ERROR = 1_000;

/** Most answers of pure calls that are kept. */
const MOST_KEPT = 100_000;

/** Runs the functions that a job calls. */
export class CallHost {
  readonly #calls: ReadonlyMap<string, CallDefinition>;
  readonly #limits: CallLimits;
  readonly #replay: Replay | undefined;
  readonly #record: ((entry: CallEntry) => void) | undefined;
  readonly #inside: CallHostOptions["inside"];
  readonly #kept = new Map<string, Promise<Answered>>();

  constructor({ calls, message, record, replay, inside }: CallHostOptions) {
    this.#calls = calls;
    this.#limits = message.limits;
    this.#record = record;
    this.#replay = replay === undefined ? undefined : new Replay(replay);
    this.#inside = inside;
  }

  /** How much an item may call. */
  get limits(): CallLimits {
    return this.#limits;
  }

  /** Resolves to what the job is told; never rejects. */
  async answer(call: ItemCall): Promise<CallAnswer> {
    if (this.#replay !== undefined) return this.#replay.answer(call);
    const came = await this.#ask(call);
    const { index, number, name, args, signal } = call;
    if (!signal.aborted) this.#record?.({ index, number, name, args, ...came });
    return toAnswer(number, came);
  }

  #ask(call: ItemCall): Promise<Answered> {
    const definition = this.#calls.get(call.name);
    if (definition === undefined) {
      const message = `there is no call ${call.name}`;
      return Promise.resolve({ error: { name: "TypeError", message } });
    }
    if (!definition.pure) return this.#run(definition, call);
    const key = `${call.name}${call.args}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    // The answer is for other items, too, and outlives this one.
    const { signal } = new AbortController();
    const asked = this.#run(definition, { ...call, signal });
    this.#kept.set(key, asked);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return asked;
  }

  async #run(
    { run, timeout }: CallDefinition,
    { name, args, index, signal }: ItemCall,
  ): Promise<Answered> {
    try {
      const values = exactValue(args) as unknown[];
      const asked = timeout === undefined
        ? this.#inside(() => run(values, { index, signal }))
        : withinTime(
          (signal) => this.#inside(() => run(values, { index, signal })),
          {
            name,
            timeout,
            signal,
          },
        );
      return { answer: this.#textOf(name, await asked) };
    } catch (error) {
      return { error: errorTexts(error) };
    }
  }

  #textOf(name: string, value: unknown): string {
    if (value === undefined) return "";
    const json = jsonOf(value, { hasBigInts: false, keepTypes: true });
    if (json === undefined) {
      throw new TypeError(`the answer of ${name} is nothing in JSON`);
    }
    const { length } = this.#limits;
    if (json.length <= length) return json;
    throw new RangeError(
      `the answer of ${name} has ${json.length} characters as JSON, ` +
        `and ${length} are allowed`,
    );
  }
}

interface TimeLimit {
  /** Of the call. */
  readonly name: string;
  readonly timeout: number;
  /** Aborts with the item. */
  readonly signal: AbortSignal;
}

/** Rejects, and aborts the signal it gives, when an answer takes too long. */
async function withinTime(
  ask: (signal: AbortSignal) => unknown,
  { name, timeout, signal }: TimeLimit,
): Promise<unknown> {
  const controller = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new TimeoutError(`${name} gave no answer in ${timeout} ms`);
    reject(error);
    controller.abort(error);
  }, timeout);
  try {
    const signals = AbortSignal.any([signal, controller.signal]);
    return await Promise.race([ask(signals), passed]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a job is told of an error: texts, and nothing else. */
function errorTexts(thrown: unknown): { name: string; message: string } {
  try {
    if (thrown instanceof Error) {
      return { name: bounded(thrown.name), message: bounded(thrown.message) };
    }
    return { name: "Error", message: bounded(thrown) };
  } catch {
    return { name: "Error", message: "what was thrown cannot be said" };
  }
}

function bounded(value: unknown): string {
  return String(value).slice(0, LONGEST_ERROR);
}
