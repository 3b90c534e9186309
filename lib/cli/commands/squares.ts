import { parseJob } from "../../mod.ts";
import type { SquaresLine } from "../args.ts";
import { ExitCode } from "../exit_code.ts";
import { squaresHint } from "../report.ts";
import type { Terminal } from "../terminal.ts";
import { beginRun } from "./beginning.ts";
import { ArrayOutput } from "./output.ts";
import { runJob } from "./run_job.ts";

const SQUARE = "n => [n, n ** 2]";

/** Runs the textbook case: one producer, some consumers, a list of squares. */
export async function runSquares(
  { run }: SquaresLine,
  terminal: Terminal,
): Promise<ExitCode> {
  const source = { text: SQUARE };
  const beginning = await beginRun({ job: source, run }, terminal);
  const job = await parseJob(SQUARE);
  const output = new ArrayOutput(terminal);
  const exitCode = await runJob({ job, run, output, beginning }, terminal);
  if (
    exitCode === ExitCode.Done && !run.quiet && terminal.stderr.isTerminal()
  ) {
    terminal.stderr.write(`${squaresHint(terminal.program)}\n`);
  }
  return exitCode;
}
