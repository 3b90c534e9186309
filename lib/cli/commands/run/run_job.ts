import type { Job, Sandbox } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { ExitCode } from "../../exit_code.ts";
import type { ProgressState } from "../../report/progress.ts";
import { ClosedOutputError, StreamError } from "../../stream_error.ts";
import type { Terminal } from "../../terminal.ts";
import { InputHead } from "../input/input_head.ts";
import { sizeOf } from "../input/input_source.ts";
import type { Output } from "../output/output.ts";
import { StoppedError } from "../output/result_writer.ts";
import type { RunTable } from "../output/run_table.ts";
import { finishRun } from "./finish_run.ts";
import { isWrittenInLines } from "./formats.ts";
import { openSandbox } from "./open_sandbox.ts";
import { pipeItems, type PipeParts, STALLED } from "./pipe_items.ts";
import { failureLog, Reporter } from "./reporter.ts";
import { openWatches } from "./run_watches.ts";
import { RunStats } from "./run_stats.ts";
import { Shutdown } from "./shutdown.ts";
import type { Startup } from "./startup.ts";

/** A job, and how to run it. */
export interface JobRun {
  readonly job: Job;
  readonly run: RunSettings;
  readonly output: Output;
  readonly startup: Startup;
  /** Whether the command can leave out items at the beginning. */
  readonly canSkip?: boolean;
  /** The tables of the run, if it may have any. */
  readonly table?: RunTable | undefined;
}

/**
 * Runs a job over all items, and says what happened.
 *
 * Resolves to the status to exit with.
 *
 * @throws {SandboxError} If the job cannot be loaded.
 */
export async function runJob(
  jobRun: JobRun,
  terminal: Terminal,
): Promise<ExitCode> {
  const { run, output, startup } = jobRun;
  const sources = await startup.sources;
  const stats = new RunStats();
  using reporter = new Reporter(terminal, run);
  await using sandbox = await openSandbox({ ...jobRun, terminal, reporter });
  // Its worker loads the job while the rest is set up; what fails, fails the run, too.
  sandbox.load().catch(() => {});
  reporter.showProgress(run.progress, {
    state: () => progressState(run, sandbox, { stats, sources }),
    isTyped: run.input.format !== "range" &&
      sources.some((source) => source.isTyped),
    output: isWrittenInLines(run) ? "lines" : "pieces",
  });
  using shutdown = new Shutdown({
    terminal,
    deadlineMs: run.deadlineMs,
    graceMs: run.graceMs,
    drain: run.drain,
    say: (text) => reporter.say(text),
  });
  const log = failureLog(run, (line) => reporter.say(line));
  const { meter, profile } = await openWatches({ run, stats, terminal });
  const head = new InputHead();
  const tools = { head, log, meter, profile, reporter, shutdown };
  const parts = { ...jobRun, ...tools, sources, sandbox, stats };
  const failure = await pipeItems(parts);
  await endOutput(failure, parts);
  return finishRun(failure, {
    ...parts,
    bytesOut: output.size,
    canSkip: jobRun.canSkip ?? false,
    sandboxStats: sandbox.stats,
    details: profile?.details(sandbox.workers),
  });
}

/** Writes what must follow the last result, unless the reader is gone. */
async function endOutput(
  failure: unknown,
  { output, shutdown }: Pick<PipeParts, "output" | "shutdown">,
): Promise<void> {
  const isLost = failure === STALLED || failure instanceof ClosedOutputError ||
    failure instanceof StreamError;
  const isEnd = failure === undefined || failure instanceof StoppedError ||
    shutdown.stopNow.aborted;
  if (isEnd && !isLost) await Promise.race([output.end(), shutdown.overdue]);
}

function progressState(
  { input, capacity }: RunSettings,
  sandbox: Sandbox,
  { stats, sources }: Pick<PipeParts, "stats" | "sources">,
): ProgressState {
  const { waiting, running, unwritten } = sandbox.stats;
  const size = sizeOf(sources);
  return stats.progress({
    ...{ waiting, capacity, running, unwritten },
    ...(input.format === "range"
      ? { total: input.to - input.from }
      : { share: size && Math.min(1, stats.bytesIn / size) }),
  });
}
