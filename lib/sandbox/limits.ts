/**
 * The limits of a sandbox: defaults and checks.
 *
 * @module
 */

import { checkDuration, checkInteger } from "../internal/checks.ts";
import { DEFAULT_LIMITS, MOST_WORKERS } from "./bounds.ts";
import type { CallEntry } from "./context/context_options.ts";
import { type Context, resolveContext } from "./context/resolve_context.ts";
import type { RealmOptions } from "./protocol.ts";
import { resolveMemory, resolveRealm } from "./context/realm_options.ts";
import type { JobLog, PreparedWorker, SandboxOptions } from "./options.ts";

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
    memory: resolveMemory(options),
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

/** A duration for people: `250ms`, `30s`. */
export function formatMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
