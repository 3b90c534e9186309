import type { Job, SandboxStats } from "../../../mod.ts";
import { SandboxError } from "../../../running.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { printable } from "../../escape.ts";
import { ExitCode } from "../../exit_code.ts";
import type { FailureLog } from "../../report/failure_log.ts";
import {
  emptySummary,
  failureSummary,
  isEmpty,
  leftSummary,
} from "../../report/failures.ts";
import { stoppedText } from "../../report/stopped.ts";
import {
  type RunDetails,
  type RunTotals,
  totalsJson,
  totalsText,
} from "../../report/totals.ts";
import { ClosedOutputError } from "../../stream_error.ts";
import {
  ARRAYS_HINT,
  hasArrayLines,
  type InputHead,
} from "../input/input_head.ts";
import { StoppedError } from "../output/result_writer.ts";
import type { RunTable } from "../output/run_table.ts";
import { formatCount } from "../../units.ts";
import type { Reporter } from "./reporter.ts";
import type { RunStats } from "./run_stats.ts";
import type { Shutdown } from "./shutdown.ts";

/** A run that is over. */
export interface FinishedRun {
  readonly run: RunSettings;
  readonly job: Pick<Job, "noResultReason">;
  readonly stats: RunStats;
  readonly shutdown: Shutdown;
  readonly reporter: Reporter;
  /** What failed; undefined where that was said already. */
  readonly log?: FailureLog;
  readonly bytesOut: number;
  /** Whether the command can leave out items at the beginning. */
  readonly canSkip: boolean;
  readonly sandboxStats: SandboxStats;
  /** How the input begins. */
  readonly head?: InputHead | undefined;
  /** The tables of the run, if it may have any. */
  readonly table?: RunTable | undefined;
  /** Times and memory, where they were looked at. */
  readonly details?: RunDetails | undefined;
}

/**
 * Says what a run came to, and gives its exit code.
 *
 * @param failure What ended the run early; undefined when all items were done.
 * @throws `failure`, when a run has no exit code for it.
 */
export function finishRun(failure: unknown, finished: FinishedRun): ExitCode {
  const { reporter, run, stats, shutdown } = finished;
  reporter[Symbol.dispose]();
  if (failure instanceof ClosedOutputError) return ExitCode.Done;
  const { bytesOut, sandboxStats, details } = finished;
  const totals = { ...stats.totals(bytesOut, sandboxStats), ...details };
  finished.log?.end();
  const { hint } = finished.table ?? {};
  if (hint !== undefined) reporter.say(hint);
  if (stats.failed > 0) reporter.summarize(failureSummary(totals));
  if (sandboxStats.spared > 0) reporter.say(sparedNote(sandboxStats));
  const moduleHint = moduleNote(sandboxStats, stats.done + stats.failed);
  if (moduleHint !== undefined) reporter.say(moduleHint);
  if (failure instanceof StoppedError) {
    reporter.summarize(leftSummary(stats.unfinished));
  }
  if (failure === undefined && isEmpty(totals)) {
    reporter.say(emptySummary(totals, finished));
  }
  if (failure === undefined && isArrays(totals, finished)) {
    reporter.say(ARRAYS_HINT);
  }
  if (run.stats === "text") reporter.announce(totalsText(totals));
  if (run.stats === "json") reporter.announce(totalsJson(totals));
  if (shutdown.exitCode !== undefined) {
    reporter.summarize(stoppedLine(finished));
  }
  return exitCodeOf(failure ?? stats.brokenInput, finished);
}

/** Whether all items were arrays, with which the job could do nothing. */
function isArrays(
  { read, emitted, failed }: Pick<RunTotals, "read" | "emitted" | "failed">,
  { run, head }: FinishedRun,
): boolean {
  return run.input.format === "ndjson" && head !== undefined && read > 0 &&
    emitted === 0 && run.emit !== "item" &&
    Object.keys(failed).every((kind) => kind === "threw") &&
    hasArrayLines(head.text);
}

function stoppedLine({ stats, canSkip, run }: FinishedRun): string {
  const { written, isInputOver, unfinished, done, failed } = stats;
  const { first } = written;
  const count = canSkip ? written.count : done + failed;
  const isWhole = isInputOver && unfinished === 0;
  const { skip: skipped, limit } = run;
  return stoppedText({ count, first, isWhole, canSkip, skipped, limit });
}

function exitCodeOf(
  failure: unknown,
  { shutdown, stats, reporter }: FinishedRun,
): ExitCode {
  if (shutdown.exitCode !== undefined) return shutdown.exitCode;
  if (failure instanceof SandboxError && isOutOfHand(failure)) {
    reporter.announce(`stopped: ${printable(failure.message, 500)}`);
    return failure.kind === "memory" ? ExitCode.Memory : ExitCode.ItemsFailed;
  }
  if (failure instanceof StoppedError) return ExitCode.ItemsFailed;
  if (failure !== undefined) throw failure;
  return stats.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}

/** Whether the run ended because its workers could not go on. */
function isOutOfHand({ kind }: SandboxError): boolean {
  return kind === "workers" || kind === "memory";
}

/** Items have to take so long, in milliseconds, before their module is worth a word. */
const LONG_MODULE_MS = 500;

/** What is shorter for an item is measured too roughly, in milliseconds. */
const LEAST_MS = 0.1;

/** A hint, where most of the time of items went to the top level of their module. */
function moduleNote(
  { moduleMs, workMs }: SandboxStats,
  items: number,
): string | undefined {
  // A few evaluations are measured, and one of them may have been held up.
  const spent = Math.min(moduleMs, workMs);
  const isLong = spent >= LONG_MODULE_MS && spent >= LEAST_MS * items;
  if (!isLong || 2 * spent < workMs) return undefined;
  const each = (ms: number) => (ms / items).toFixed(1);
  return `note: the module's top level takes ${each(spent)} of ` +
    `${each(workMs)} ms of each item: see --isolate worker`;
}

function sparedNote({ spared }: SandboxStats): string {
  const items = `${formatCount(spared)} ${spared === 1 ? "item" : "items"}`;
  return `note: ${items} not tried again: without --allow clock or random a job ` +
    "can only fail the same way";
}
