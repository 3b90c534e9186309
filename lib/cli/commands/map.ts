import type { ParseJobOptions } from "../../mod.ts";
import type { FilterCommand } from "../args/commands/filter_command.ts";
import type { MapCommand } from "../args/commands/map_command.ts";
import { contextFiles } from "../args/context_settings.ts";
import type { RunSettings } from "../args/run_settings.ts";
import type { ExitCode } from "../exit_code.ts";
import type { Terminal } from "../terminal.ts";
import { ArrayOutput, LineOutput, type Output } from "./output/output.ts";
import { RunTable } from "./output/run_table.ts";
import { parseJobTexts } from "./job/parse_job_texts.ts";
import { runJob } from "./run/run_job.ts";
import type { Startup } from "./run/startup.ts";

/** A `map` or a `filter` that has been started. */
export type StartedCommand = (MapCommand | FilterCommand) & {
  readonly startup: Startup;
  /** The arguments as they were given. */
  readonly args: readonly string[];
};

/** How the text of a job is checked for a run. */
export function jobLimits(
  { maxJobBytes, endowments, deadlineMs, steps }: RunSettings,
): ParseJobOptions {
  return {
    maxBytes: maxJobBytes,
    endowments,
    timeout: deadlineMs,
    steps: steps !== undefined,
  };
}

/** Runs a job over the items of stdin, of files or of a range, and writes its results. */
export async function runMap(
  line: StartedCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const { run, startup, args } = line;
  using _prepared = startup.prepared;
  try {
    const job = await parseJobTexts(await startup.text, jobLimits(run));
    const parts = { job, run, startup };
    if (run.dryRun) {
      const { showPlan } = await import("./run/dry_run.ts");
      return await showPlan({ ...parts, source: line.job }, terminal);
    }
    const table = new RunTable(run);
    const output = await openOutput(run, { table, terminal });
    return await runJob({ ...parts, output, table, canSkip: true }, terminal);
  } catch (error) {
    const { reportLoadError } = await import("./job/load_error.ts");
    const { job } = line;
    const { files, context } = run;
    const named = { job, files, contextFiles: contextFiles(context), args };
    return reportLoadError(error, named, terminal);
  }
}

async function openOutput(
  { output }: MapCommand["run"],
  { table, terminal }: { table: RunTable; terminal: Terminal },
): Promise<Output> {
  if (output === "json") return new ArrayOutput(terminal);
  const lines = new LineOutput(terminal);
  if (table.output === undefined) return lines;
  const { RowOutput } = await import("./output/row_output.ts");
  return new RowOutput(lines, table);
}
