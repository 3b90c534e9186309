/**
 * The limits of a sandbox: defaults and checks.
 *
 * @module
 */

import { resolveGrants } from "./grants.ts";
import type { Grants } from "./protocol.ts";
import type { JobLog, SandboxOptions } from "./options.ts";
import type { PreparedWorker } from "./worker/prepared_worker.ts";

const MB = 2 ** 20;

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
  readonly grants: Grants;
  readonly onLog: ((line: JobLog) => void) | undefined;
  readonly prepared: PreparedWorker | undefined;
}

/** Completes and checks the options of a sandbox. */
export function resolveLimits(options: SandboxOptions): Limits {
  const { retries = 0, unprivileged = false } = options;
  if (!Number.isInteger(retries) || retries < 0) {
    throw new RangeError(
      `Cannot use ${retries} retries: it must be an integer from 0 on`,
    );
  }
  return {
    workers: checkWorkers(options.workers ?? navigator.hardwareConcurrency),
    timeout: checkTimeout(options.timeout ?? DEFAULT_LIMITS.timeout),
    memory: checkMemory(options.memory ?? DEFAULT_LIMITS.memory),
    retries,
    resultLimit: DEFAULT_LIMITS.resultLimit,
    unprivileged,
    grants: resolveGrants(options),
    onLog: options.onLog,
    prepared: options.prepared,
  };
}

/** Most workers a sandbox may have. */
export const MOST_WORKERS = 256;

/** Returns `value` if it is a duration in milliseconds above 0. */
export function checkTimeout(value: number): number {
  if (value > 0) return value;
  throw new RangeError(
    `Cannot use a timeout of ${value}: it must be above 0 milliseconds`,
  );
}

/** Returns `value` if a worker can live with a heap of so many bytes. */
export function checkMemory(value: number): number {
  if (value >= LEAST_MEMORY && Number.isFinite(value)) return value;
  throw new RangeError(
    `Cannot use a memory limit of ${value} bytes: it must be at least ${LEAST_MEMORY}`,
  );
}

/** Returns `value` if there can be so many workers. */
export function checkWorkers(value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= MOST_WORKERS) {
    return value;
  }
  throw new RangeError(
    `Cannot use ${value} workers: it must be an integer from 1 to ${MOST_WORKERS}`,
  );
}

/** A duration for people: `250ms`, `30s`. */
export function formatMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
