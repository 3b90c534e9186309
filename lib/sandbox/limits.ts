/**
 * The limits of a sandbox: defaults and checks.
 *
 * @module
 */

import {
  checkDuration,
  checkInteger,
  checkNumber,
} from "../internal/checks.ts";
import type { CallEntry } from "./context/context_options.ts";
import { type Context, resolveContext } from "./context/resolve_context.ts";
import { ENDOWMENTS, type RealmOptions } from "./protocol.ts";
import type { JobLog, PreparedWorker, SandboxOptions } from "./options.ts";

const MB = 2 ** 20;

/** Longest text of a job, in bytes of UTF-8, unless told otherwise. */
export const MAX_JOB_BYTES = 4 * 2 ** 20;

/** Smallest heap a worker may be given: below it V8 gives up before it can report. */
export const LEAST_MEMORY = 256 * MB;

/** Every limit that is not given. */
export const DEFAULT_LIMITS = {
  /** Longest time for one item, in milliseconds. */
  timeout: 30_000,
  /** Heap of a worker, in bytes; of those tried, the one no text was too long for. */
  memory: 768 * MB,
  /** Longest result, in UTF-16 units of its JSON text. */
  resultLimit: 64 * MB,
} as const;

/** What a sandbox was made with, complete and checked. */
export interface Limits {
  readonly workers: number;
  readonly timeout: number;
  readonly memory: number;
  readonly retries: number;
  readonly resultLimit: number;
  readonly unprivileged: boolean;
  readonly spare: boolean;
  readonly realm: RealmOptions;
  readonly context: Context;
  readonly record: ((entry: CallEntry) => void) | undefined;
  readonly replay: Iterable<CallEntry> | undefined;
  readonly onLog: ((line: JobLog) => void) | undefined;
  readonly prepared: PreparedWorker | undefined;
}

/** Completes and checks the options of a sandbox. */
export function resolveLimits(options: SandboxOptions): Limits {
  const { retries = 0, unprivileged = false, spare = true } = options;
  return {
    workers: checkInteger(
      "workers",
      options.workers ?? navigator.hardwareConcurrency,
      { least: 1, most: MOST_WORKERS },
    ),
    timeout: checkDuration(
      "timeout",
      options.timeout ?? DEFAULT_LIMITS.timeout,
    ),
    memory: checkNumber(
      "memory",
      options.memory ?? DEFAULT_LIMITS.memory,
      { least: LEAST_MEMORY, finite: true, unit: "bytes" },
    ),
    retries: checkInteger("retries", retries, { least: 0 }),
    resultLimit: DEFAULT_LIMITS.resultLimit,
    unprivileged,
    spare,
    realm: resolveRealm(options),
    context: resolveContext(options),
    record: options.record,
    replay: options.replay,
    onLog: options.onLog,
    prepared: options.prepared,
  };
}

/** Most steps an item may be given: the counter has 32 bits. */
export const MOST_STEPS: number = 2 ** 31 - 1;

/** Most workers a sandbox may have. */
export const MOST_WORKERS = 256;

/** A duration for people: `250ms`, `30s`. */
export function formatMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** Completes and checks what a sandbox gives to its job. */
function resolveRealm(options: SandboxOptions): RealmOptions {
  const { endowments = [], isolate = "item", onLog, prepared } = options;
  const { numbers = "exact" } = options;
  const unknown = endowments.find((name) => !ENDOWMENTS.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot give a job "${unknown}": there is ${ENDOWMENTS.join(", ")}`,
    );
  }
  return {
    endowments: [...new Set(endowments)],
    seed: checkInteger(
      "seed",
      options.seed ?? prepared?.seed ?? randomSeed(),
      { least: Number.MIN_SAFE_INTEGER },
    ),
    isolate,
    numbers,
    logs: onLog !== undefined,
    trace: options.trace ?? true,
    ...(options.steps !== undefined && {
      steps: checkInteger("steps", options.steps, {
        least: 1,
        most: MOST_STEPS,
      }),
    }),
  };
}

function randomSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}

/** Whether a job may see something else when its item runs again. */
export function isChanging({ endowments, isolate }: RealmOptions): boolean {
  return isolate === "worker" || endowments.includes("clock") ||
    endowments.includes("random");
}
