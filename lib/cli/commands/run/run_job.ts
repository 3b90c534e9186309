import { BufferPool, type Job, type Sandbox } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { ExitCode } from "../../exit_code.ts";
import type { ProgressState } from "../../report/progress.ts";
import { ClosedOutputError, StreamError } from "../../stream_error.ts";
import type { Terminal } from "../../terminal.ts";
import { FileIndex, type InputSource, sizeOf } from "../input/input_source.ts";
import { readItems } from "../input/read_items.ts";
import type { Output } from "../output/output.ts";
import { reshaperOf } from "../output/reshape.ts";
import { ResultWriter, StoppedError } from "../output/result_writer.ts";
import type { RunTable } from "../output/run_table.ts";
import { finishRun } from "./finish_run.ts";
import { isWrittenInLines, workerFormats } from "./formats.ts";
import { Reporter } from "./reporter.ts";
import { RunStats } from "./run_stats.ts";
import { Shutdown } from "./shutdown.ts";
import { openSandbox, type Startup } from "./startup.ts";

/** What ends a run whose output nobody takes. */
const STALLED = Symbol("stalled");

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
  await using sandbox = openSandbox({ ...jobRun, terminal, reporter });
  reporter.showProgress(run.progress, {
    state: () => progressState(run, sandbox, { stats, sources }),
    isTyped: sources.some((source) => source.isTyped),
    output: isWrittenInLines(run) ? "lines" : "pieces",
  });
  using shutdown = new Shutdown({
    terminal,
    deadlineMs: run.deadlineMs,
    graceMs: run.graceMs,
    drain: run.drain,
    say: (text) => reporter.say(text),
  });
  const parts = { ...jobRun, sources, sandbox, stats, reporter, shutdown };
  const failure = await pipeItems(parts);
  await endOutput(failure, parts);
  return finishRun(failure, {
    ...parts,
    bytesOut: output.size,
    canSkip: jobRun.canSkip ?? false,
    sandboxStats: sandbox.stats,
  });
}

interface Parts extends JobRun {
  readonly sources: readonly InputSource[];
  readonly sandbox: Sandbox;
  readonly stats: RunStats;
  readonly reporter: Reporter;
  readonly shutdown: Shutdown;
}

/** Writes what must follow the last result, unless nobody takes it. */
async function endOutput(
  failure: unknown,
  { output, shutdown }: Pick<Parts, "output" | "shutdown">,
): Promise<void> {
  const isLost = failure === STALLED || failure instanceof ClosedOutputError ||
    failure instanceof StreamError;
  const isEnd = failure === undefined || failure instanceof StoppedError ||
    shutdown.stopNow.aborted;
  if (isEnd && !isLost) await Promise.race([output.end(), shutdown.overdue]);
}

/** Runs the pipeline to its end; resolves to what ended it early, or undefined. */
async function pipeItems(
  { run, sources, output, table, sandbox, stats, reporter, shutdown }: Parts,
): Promise<unknown> {
  const say = (line: string) => reporter.say(line);
  const files = run.files.length === 0 ? undefined : new FileIndex();
  const writer = new ResultWriter({ run, output, files, say });
  const signal = shutdown.stopReading;
  const reshaper = reshaperOf(run);
  const onColumns = (names: readonly string[]) => {
    const hint = table?.readColumns(names);
    if (hint !== undefined) say(hint);
  };
  const buffers = new BufferPool();
  const where = { sources, files, say };
  const items = readItems({
    ...{ ...where, run, stats, signal, onColumns, buffers },
  });
  const piping = sandbox.pipe(items, {
    ...workerFormats(run),
    table: table?.output,
    capacity: run.capacity,
    ordered: run.ordered,
    buffers,
    signal: shutdown.stopNow,
    finish: run.drain ? undefined : shutdown.finish,
    onWaiting: (items) => stats.countWaiting(items),
    sink: async (result) => {
      const shaped = reshaper?.reshape(result) ?? result;
      stats.countOutcomes(shaped);
      await reporter.write(() => writer.write(shaped));
      stats.written.add(shaped);
      const hint = table?.explain(shaped.failures);
      if (hint !== undefined) say(hint);
    },
  }).then(() => reshaper && output.write(reshaper.end()));
  // A stalled stdout must not keep a run that was told to stop.
  return await Promise.race([piping, shutdown.overdue.then(() => STALLED)])
    .then((end) => end ?? undefined, (error: unknown) => error);
}

function progressState(
  { input, capacity }: RunSettings,
  sandbox: Sandbox,
  { stats, sources }: {
    stats: RunStats;
    sources: readonly InputSource[];
  },
): ProgressState {
  const { waiting } = sandbox.stats;
  const size = sizeOf(sources);
  return stats.progress({
    // A batch that was read may still wait for room.
    waiting: Math.min(waiting, capacity),
    capacity,
    running: Math.max(0, stats.unfinished - waiting),
    ...(input.format === "range"
      ? { total: input.to - input.from }
      : { share: size && Math.min(1, stats.bytesIn / size) }),
  });
}
