import { parseJob } from "../../running.ts";
import type { SquaresCommand } from "../args/commands/squares_command.ts";
import { ExitCode } from "../exit_code.ts";
import { squaresHint } from "../report/failures.ts";
import type { Terminal } from "../terminal.ts";
import { ArrayOutput } from "./output/output.ts";
import { reportLoadError } from "./job/load_error.ts";
import { runJob } from "./run/run_job.ts";
import type { Startup } from "./run/startup.ts";

/** Runs the textbook case: one producer, some consumers, a list of squares. */
export async function runSquares(
  { job: source, run, startup }: SquaresCommand & {
    readonly startup: Startup;
  },
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  try {
    const job = await parseJob(source.text);
    const output = new ArrayOutput(terminal);
    const exitCode = await runJob({ job, run, output, startup }, terminal);
    const isWatched = !run.quiet && terminal.stderr.isTerminal();
    if (exitCode === ExitCode.Done && isWatched) {
      terminal.stderr.write(`${squaresHint(terminal.start.program)}\n`);
    }
    return exitCode;
  } catch (error) {
    return reportLoadError(error, { job: source, args }, terminal);
  }
}
