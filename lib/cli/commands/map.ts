import { JobError, parseJob, SandboxError } from "../../mod.ts";
import type { FilterCommand } from "../args/commands/filter_command.ts";
import type { JobSource, MapCommand } from "../args/commands/map_command.ts";
import { printable } from "../escape.ts";
import { ExitCode } from "../exit_code.ts";
import { jobErrorBlock } from "../report/job_error.ts";
import { type Terminal, UnreadableFileError } from "../terminal.ts";
import type { Startup } from "./run/startup.ts";
import { showPlan } from "./run/dry_run.ts";
import { ArrayOutput, LineOutput } from "./output/output.ts";
import { runJob } from "./run/run_job.ts";

/** A `map` or a `filter`, begun. */
export type StartedCommand = (MapCommand | FilterCommand) & {
  readonly startup: Startup;
};

/** Runs a job over the items of stdin or of a range, and writes its results. */
export async function runMap(
  line: StartedCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const { run, startup } = line;
  using _prepared = startup.prepared;
  try {
    const job = await parseJob(await startup.text);
    const parts = { job, run, startup };
    if (run.dryRun) {
      return await showPlan({ ...parts, source: line.job }, terminal);
    }
    const Output = run.output === "json" ? ArrayOutput : LineOutput;
    return await runJob({ ...parts, output: new Output(terminal) }, terminal);
  } catch (error) {
    terminal.stderr.write(`${whyNotLoaded(error, line, terminal.program)}\n`);
    return ExitCode.JobNotLoaded;
  }
}

/** What to say when the job cannot be loaded; rethrows what is no such reason. */
export function whyNotLoaded(
  error: unknown,
  { command, job }: { readonly command: string; readonly job: JobSource },
  program: string,
): string {
  if (error instanceof JobError) return jobErrorBlock(error);
  if (error instanceof SandboxError) {
    return `Cannot load the job: ${printable(error.message, 500)}`;
  }
  if (!(error instanceof UnreadableFileError)) throw error;
  const why = printable(error.message, 500);
  return error.isForbidden && "file" in job
    ? `${why}\n${howToRead(job.file, `${program} ${command}`)}`
    : why;
}

/** Both ways to a job in a file: with the permission, and without. */
function howToRead(file: string, command: string): string {
  const shown = printable(file, 200);
  const word = /^[\w./-]+$/.test(shown) ? shown : `'${shown}'`;
  const permitted = command.replace(
    "deno run ",
    `deno run --allow-read=${word} `,
  );
  return `Grant it:       ${permitted} --job ${word}\n` +
    `Or do without:  ${command} "$(cat ${word})"`;
}
