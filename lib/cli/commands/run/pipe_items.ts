import type { BatchResult, Sandbox } from "../../../mod.ts";
import { BufferPool } from "../../../running.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { FailureLog } from "../../report/failure_log.ts";
import { FileIndex, type InputSource } from "../input/input_source.ts";
import { FormatHint, type InputHead } from "../input/input_head.ts";
import { readItems } from "../input/read_items.ts";
import type { Output } from "../output/output.ts";
import { ResultWriter, upToFailure } from "../output/result_writer.ts";
import type { RunTable } from "../output/run_table.ts";
import { positionOf, workerFormats } from "./formats.ts";
import { itemsToCome } from "./items_to_come.ts";
import type { Reporter } from "./reporter.ts";
import type { RunMeter } from "./run_meter.ts";
import type { RunProfile } from "./run_profile.ts";
import type { RunStats } from "./run_stats.ts";
import type { Shutdown } from "./shutdown.ts";

/** Ends a run whose output has no reader any more. */
export const STALLED = Symbol("stalled");

/** Everything that items meet on their way. */
export interface PipeParts {
  readonly run: RunSettings;
  readonly sources: readonly InputSource[];
  readonly output: Output;
  /** The tables of the run, if it may have any. */
  readonly table?: RunTable | undefined;
  readonly sandbox: Sandbox;
  readonly stats: RunStats;
  readonly reporter: Reporter;
  readonly shutdown: Shutdown;
  readonly log: FailureLog;
  /** How the input begins. */
  readonly head: InputHead;
  /** Where times are counted, if they are wanted. */
  readonly profile?: RunProfile | undefined;
  readonly meter?: RunMeter | undefined;
}

/** Takes all items through the sandbox; resolves to what ended that early, or undefined. */
export async function pipeItems(parts: PipeParts): Promise<unknown> {
  const { run, table, sandbox, stats, shutdown } = parts;
  const buffers = new BufferPool();
  const files = run.files.length === 0 ? undefined : new FileIndex();
  const piping = sandbox.pipe(itemsOf(parts, { files, buffers }), {
    ...workerFormats(run),
    table: table?.output,
    timed: parts.profile !== undefined,
    capacity: run.capacity,
    ordered: run.ordered,
    buffers,
    signal: shutdown.stopNow,
    finish: run.drain ? undefined : shutdown.finish,
    onWaiting: (items) => stats.countWaiting(items),
    toCome: itemsToCome(parts),
    sink: sinkOf(parts, files),
  });
  // A stalled stdout must not keep a run that was told to stop.
  return await Promise.race([piping, shutdown.overdue.then(() => STALLED)])
    .then((end) => end ?? undefined, (error: unknown) => error);
}

function itemsOf(
  { run, sources, table, stats, reporter, shutdown, head }: PipeParts,
  { files, buffers }: {
    files: FileIndex | undefined;
    buffers: BufferPool;
  },
) {
  const say = (line: string) => reporter.say(line);
  const onColumns = (names: readonly string[]) => {
    const hint = table?.readColumns(names);
    if (hint !== undefined) say(hint);
  };
  const signal = shutdown.stopReading;
  const where = { run, sources, files, buffers };
  return readItems({ ...where, stats, signal, head, onColumns, say });
}

/** Makes what takes results: it counts and writes them. */
function sinkOf(
  parts: PipeParts,
  files: FileIndex | undefined,
): (result: BatchResult) => Promise<void> {
  const { run, output, table, stats, reporter, log, meter, profile } = parts;
  const writer = new ResultWriter({ run, output, files, log });
  const format = run.input.format === "ndjson"
    ? new FormatHint(parts.head, run.skip)
    : undefined;
  return async (whole) => {
    const result = run.onError === "stop" ? upToFailure(whole) : whole;
    stats.countOutcomes(result);
    meter?.addOutcomes(result);
    const start = performance.now();
    try {
      await reporter.write(() => writer.write(result));
    } finally {
      const hint = format?.after(result.failures);
      if (hint !== undefined) reporter.say(hint);
    }
    stats.writeMs += performance.now() - start;
    const { batch } = result;
    profile?.add(
      result,
      (position) => positionOf(position, { batch, run, files }),
    );
    stats.written.add(result);
    table?.countFailures(result.failures);
  };
}
