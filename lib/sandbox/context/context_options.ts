import type { CallLimits } from "../context_protocol.ts";
import type { LookupTable } from "./lookup/lookup_table.ts";

/** What a call of the job is told beside its arguments. */
export interface CallInfo {
  /** Position of the item in the whole input, from 0. */
  readonly index: number;
  /** Aborts when the item is over, or the call's `timeout` has passed. */
  readonly signal: AbortSignal;
}

/**
 * Answers a call of a job.
 *
 * What it resolves to must be JSON; if it rejects, the job gets the error's name and
 * message, and nothing else of it.
 */
export type CallFunction = (
  args: unknown[],
  info: CallInfo,
) => unknown;

/** A function that a job may call, with how. */
export interface CallDefinition {
  /** What answers. */
  readonly run: CallFunction;
  /**
   * Whether the same arguments have the same answer for as long as the sandbox lives: then
   * they are asked once.
   *
   * @default {false}
   */
  readonly pure?: boolean | undefined;
  /**
   * Longest time for an answer, in milliseconds.
   *
   * @default {the item's}
   */
  readonly timeout?: number | undefined;
  /** One sentence about it, for {@linkcode Sandbox.describe}. */
  readonly about?: string | undefined;
  /** A JSON Schema of each argument, for {@linkcode Sandbox.describe}. */
  readonly parameters?: readonly JsonSchema[] | undefined;
  /** A JSON Schema of the answer, for {@linkcode Sandbox.describe}. */
  readonly returns?: JsonSchema | undefined;
}

/** A JSON Schema; of its words, those that TypeScript has types for are described. */
export type JsonSchema = { readonly [word: string]: unknown };

/** A call and what came of it, as texts that can be kept. */
export interface CallEntry {
  /** Position of the item in the whole input, from 0. */
  readonly index: number;
  /** Counts the calls of the item in the order in which the job made them, from 1. */
  readonly number: number;
  /** What was called. */
  readonly name: string;
  /** The arguments, an array as JSON. */
  readonly args: string;
  /** The answer as JSON, empty for undefined; absent if there was an error. */
  readonly answer?: string | undefined;
  /** The error, if there is no answer. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** What a job gets beside its items. */
export interface ContextOptions {
  /**
   * Values that the job finds, frozen, in `context.args`: anything that JSON can hold.
   *
   * @default {{}}
   */
  readonly args?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Tables that the job may look records up in, as `context.tables.NAME.get(key)`.
   *
   * @default {{}}
   */
  readonly tables?: Readonly<Record<string, LookupTable>> | undefined;
  /**
   * Functions of this program that the job may call, as `await context.call.NAME(…)`.
   * Only JSON text crosses, in both directions.
   *
   * @default {{}}
   */
  readonly calls?:
    | Readonly<Record<string, CallFunction | CallDefinition>>
    | undefined;
  /**
   * How much an item may call.
   *
   * @default {{ perItem: 256, inFlight: 32, length: 1048576 }}
   */
  readonly callLimits?: Partial<CallLimits> | undefined;
  /** Told of each call, once it has its answer. */
  readonly record?: ((entry: CallEntry) => void) | undefined;
  /**
   * Answers calls from what was recorded, and runs no function; a call that was not
   * recorded is a failure of kind `diverged`.
   *
   * @default {undefined}
   */
  readonly replay?: Iterable<CallEntry> | undefined;
}
