import { JobError, SandboxError } from "../../../running.ts";
import type { JobSource } from "../../args/job_source.ts";
import { printable } from "../../escape.ts";
import { ExitCode } from "../../exit_code.ts";
import { howToGrant, printedWord } from "../../permissions.ts";
import { jobErrorBlock } from "../../report/job_error.ts";
import { UnreadableFileError } from "../../stream_error.ts";
import type { Terminal } from "../../terminal.ts";

/** A command line that names a job, and perhaps files. */
export interface JobCommandLine {
  readonly job: JobSource;
  /** The files that hold the items; `-` is none. */
  readonly files?: readonly string[];
  /** The files that hold what the job is given beside its items. */
  readonly contextFiles?: readonly string[];
  /** The arguments as they were given. */
  readonly args: readonly string[];
}

/**
 * Says why a job, or what it is run over, cannot be loaded; gives the exit code.
 *
 * @throws `error`, when it has another reason.
 */
export function reportLoadError(
  error: unknown,
  line: JobCommandLine,
  terminal: Terminal,
): ExitCode {
  terminal.stderr.write(`${whyNotLoaded(error, line, terminal)}\n`);
  const isLate = error instanceof JobError && error.kind === "timeout";
  if (isLate) return ExitCode.Deadline;
  const isInput = error instanceof UnreadableFileError &&
    line.files?.includes(error.path);
  return isInput ? ExitCode.Stream : ExitCode.JobNotLoaded;
}

function whyNotLoaded(
  error: unknown,
  line: JobCommandLine,
  { start }: Terminal,
): string {
  if (error instanceof JobError) return jobErrorBlock(error);
  if (error instanceof SandboxError) {
    const { message, line, column, sourceLine } = error;
    return jobErrorBlock({
      message: `Cannot load the job: ${message}`,
      ...{ line, column, sourceLine },
    });
  }
  if (!(error instanceof UnreadableFileError)) throw error;
  const why = printable(error.message, 500);
  if (!error.isForbidden) return why;
  const grant = howToGrant(start, { files: filesOf(line) }, line.args);
  const other = withoutFiles(line);
  const or = other === undefined
    ? []
    : [`Or do without:  ${start.program} ${other}`];
  return [why, grant.replace("Grant it:  ", "Grant it:       "), ...or]
    .join("\n");
}

function filesOf(
  { job, files = [], contextFiles = [] }: JobCommandLine,
): string[] {
  const inputs = [...files.filter((file) => file !== "-"), ...contextFiles];
  return [...jobFile(job), ...inputs];
}

function jobFile(job: JobSource): string[] {
  if ("file" in job) return [job.file];
  return "folder" in job ? [job.folder] : [];
}

/** The same command line where the shell reads the files; undefined without one. */
function withoutFiles(
  { job, files = [], contextFiles = [], args }: JobCommandLine,
): string | undefined {
  const [file, ...more] = files;
  if ("folder" in job || more.length > 0 || contextFiles.length > 0) {
    return undefined;
  }
  const [command = "", ...rest] = args.filter((arg, at) =>
    arg !== file && !isJobFlag(args, at)
  );
  const text = "file" in job ? [`"$(cat ${printedWord(job.file)})"`] : [];
  const input = file === undefined ? [] : ["<", printedWord(file)];
  return [command, ...text, ...rest.map(printedWord), ...input].join(" ");
}

/** Whether an argument is, or belongs to, the flag that names the job's file. */
function isJobFlag(args: readonly string[], at: number): boolean {
  const isName = (arg: string | undefined) => arg === "--job" || arg === "-f";
  return isName(args[at]) || isName(args[at - 1]) ||
    /^(--job=|-f.)/s.test(args[at] ?? "");
}
