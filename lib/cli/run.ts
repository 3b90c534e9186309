import { parseCommandLine, UsageError } from "./args.ts";
import { runDead } from "./commands/broker/dead.ts";
import { runSend } from "./commands/broker/send.ts";
import { runStatus } from "./commands/broker/status.ts";
import { runWork } from "./commands/broker/work.ts";
import { runAudit } from "./commands/audit.ts";
import { runMap } from "./commands/map.ts";
import { runSquares } from "./commands/squares.ts";
import { ExitCode } from "./exit_code.ts";
import { ClosedOutputError, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/**
 * Runs the program.
 *
 * Resolves to the status to exit with, when everything was said and written.
 *
 * @param args The arguments, without the program's name.
 * @param terminal The world outside.
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (error instanceof ClosedOutputError) return ExitCode.Done;
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return ExitCode.Usage;
  }
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const line = parseCommandLine(args, terminal.program);
  switch (line.command) {
    case "help":
      return await print(line.text, terminal);
    case "version":
      return await print(`${version()}\n`, terminal);
    case "squares":
      return await runSquares(line, terminal);
    case "map":
    case "filter":
      return await runMap(line, terminal);
    case "audit":
      return await runAudit(line, terminal);
    case "send":
      return await runSend(line, terminal, args);
    case "work":
      return await runWork(line, terminal, args);
    case "status":
      return await runStatus(line, terminal, args);
    case "dead":
      return await runDead(line, terminal, args);
  }
}

async function print(text: string, terminal: Terminal): Promise<ExitCode> {
  await terminal.stdout.write(new TextEncoder().encode(text));
  return ExitCode.Done;
}
