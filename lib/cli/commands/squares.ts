import { parseJob } from "../../mod.ts";
import type { SquaresCommand } from "../args/commands/squares_command.ts";
import { ExitCode } from "../exit_code.ts";
import { squaresHint } from "../report/failures.ts";
import type { Terminal } from "../terminal.ts";
import { startRun } from "./run/startup.ts";
import { ArrayOutput } from "./output/output.ts";
import { runJob } from "./run/run_job.ts";

const SQUARE = "n => [n, n ** 2]";

/** Runs the textbook case: one producer, some consumers, a list of squares. */
export async function runSquares(
  { run }: SquaresCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = { text: SQUARE };
  const startup = await startRun({ job: source, run }, terminal);
  const job = await parseJob(SQUARE);
  const output = new ArrayOutput(terminal);
  const exitCode = await runJob({ job, run, output, startup }, terminal);
  if (
    exitCode === ExitCode.Done && !run.quiet && terminal.stderr.isTerminal()
  ) {
    terminal.stderr.write(`${squaresHint(terminal.program)}\n`);
  }
  return exitCode;
}
