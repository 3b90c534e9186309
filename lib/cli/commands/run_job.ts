import { BufferPool, type Job, type Sandbox, SandboxError } from "../../mod.ts";
import type { RunOptions } from "../args.ts";
import { printable } from "../escape.ts";
import { ExitCode } from "../exit_code.ts";
import { failureSummary, totalsJson, totalsText } from "../report.ts";
import { ClosedOutputError, type Terminal } from "../terminal.ts";
import type { Beginning } from "./beginning.ts";
import { Ending } from "./ending.ts";
import { workerFormats } from "./formats.ts";
import { readItems } from "./input.ts";
import { openSandbox } from "./open_sandbox.ts";
import type { Output } from "./output.ts";
import { reshapingOf } from "./reshape.ts";
import { ResultWriter, StoppedError } from "./result_writer.ts";
import { Tally } from "./tally.ts";
import { Voice } from "./voice.ts";

/** A job, and how to run it. */
export interface JobRun {
  readonly job: Job;
  readonly run: RunOptions;
  readonly output: Output;
  readonly beginning: Beginning;
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
  const { run, output } = jobRun;
  const tally = new Tally();
  using voice = new Voice(terminal, run);
  await using sandbox = openSandbox({ ...jobRun, terminal, voice });
  voice.showProgress(run, () => progressState(run, sandbox, tally));
  using ending = new Ending({
    terminal,
    deadlineMs: run.deadlineMs,
    say: (text) => voice.say(text),
  });
  const failure = await pipeItems(
    { ...jobRun, sandbox, tally, voice, ending },
    terminal,
  );
  if (failure instanceof ClosedOutputError) return ExitCode.Done;
  const isStopped = failure instanceof StoppedError;
  if (failure === undefined || isStopped) await output.end();
  voice[Symbol.dispose]();
  const totals = tally.totals(output.size, sandbox.stats);
  if (tally.failed > 0) voice.say(failureSummary(totals));
  if (run.stats === "text") voice.announce(totalsText(totals));
  if (run.stats === "json") voice.announce(totalsJson(totals));
  return exitCodeOf(failure ?? tally.brokenInput, { ending, tally, voice });
}

interface Parts extends JobRun {
  readonly sandbox: Sandbox;
  readonly tally: Tally;
  readonly voice: Voice;
  readonly ending: Ending;
}

/** Runs the pipeline to its end; resolves to what ended it early, or undefined. */
async function pipeItems(
  { run, output, sandbox, tally, voice, ending }: Parts,
  terminal: Terminal,
): Promise<unknown> {
  const say = (line: string) => voice.say(line);
  const writer = new ResultWriter({ run, output, say });
  const signal = ending.stopReading;
  const { reshaper, onColumns } = reshapingOf(run);
  const buffers = new BufferPool();
  const reading = { run, terminal, tally, signal, onColumns, buffers };
  const items = readItems(reading);
  const piping = sandbox.pipe(items, {
    ...workerFormats(run),
    capacity: run.capacity,
    ordered: run.ordered,
    buffers,
    signal: ending.stopNow,
    onWaiting: (items) => tally.countWaiting(items),
    sink: async (result) => {
      const shaped = reshaper?.reshape(result) ?? result;
      tally.countOutcomes(shaped);
      await writer.write(shaped);
    },
  }).then(() => reshaper && output.write(reshaper.end()));
  // A stalled stdout must not keep a run that was told to stop.
  return await Promise.race([piping, ending.overdue])
    .then(() => undefined, (error: unknown) => error);
}

function exitCodeOf(
  failure: unknown,
  { ending, tally, voice }: Pick<Parts, "ending" | "tally" | "voice">,
): ExitCode {
  if (ending.exitCode !== undefined) return ending.exitCode;
  if (failure instanceof SandboxError && failure.kind === "crew") {
    voice.announce(`stopped: ${printable(failure.message, 500)}`);
    return ExitCode.ItemsFailed;
  }
  if (failure instanceof StoppedError) return ExitCode.ItemsFailed;
  if (failure !== undefined) throw failure;
  return tally.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}

function progressState(run: RunOptions, sandbox: Sandbox, tally: Tally) {
  const { waiting } = sandbox.stats;
  const { input, capacity } = run;
  return {
    done: tally.done,
    failed: tally.failed,
    // A batch that was read may still wait for room.
    waiting: Math.min(waiting, capacity),
    capacity,
    inFlight: Math.max(0, tally.unfinished - waiting),
    total: input.format === "range" ? input.to - input.from : undefined,
    elapsedMs: tally.elapsedMs,
  };
}
