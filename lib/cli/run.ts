import type { CommandLine } from "./args/parse_command_line.ts";
import { parseRun } from "./args/parse_run.ts";
import { UsageError } from "./args/usage_error.ts";
import { ExitCode } from "./exit_code.ts";
import { printable } from "./escape.ts";
import { ClosedOutputError, StreamError } from "./stream_error.ts";
import type { Terminal } from "./terminal.ts";
import { versionText } from "./program.ts";
import { print } from "./print.ts";

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
    if (error instanceof UsageError) {
      terminal.stderr.write(`${error.message}\n`);
      return ExitCode.Usage;
    }
    if (!(error instanceof StreamError)) throw error;
    terminal.stderr.write(`${printable(error.message, 500)}\n`);
    return ExitCode.Stream;
  }
}

// Commands are loaded on demand: all of them take longer than starting a worker.
async function dispatch(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const line = parseRun(args) ?? await parseOther(args, terminal);
  switch (line.command) {
    case "help":
      return await say(line.text, terminal);
    case "version":
      return await say(`${versionText(terminal.versions)}\n`, terminal);
    case "squares": {
      const { startRun } = await import("./commands/run/startup.ts");
      const startup = await startRun(line, terminal);
      const { runSquares } = await import("./commands/squares.ts");
      return await runSquares({ ...line, startup }, terminal, args);
    }
    case "map":
    case "filter": {
      const { startRun } = await import("./commands/run/startup.ts");
      const startup = await startRun(line, terminal);
      const { runMap } = await import("./commands/map.ts");
      return await runMap({ ...line, startup, args }, terminal);
    }
    case "audit": {
      const { runAudit } = await import("./commands/audit.ts");
      return await runAudit(line, terminal);
    }
    case "report": {
      const { runReport } = await import("./commands/report.ts");
      return await runReport(line, terminal);
    }
    case "completions": {
      const { runCompletions } = await import("./commands/completions.ts");
      return await runCompletions(line, terminal);
    }
    default:
      return await dispatchToBroker(line, terminal, args);
  }
}

async function parseOther(
  args: readonly string[],
  { start }: Terminal,
): Promise<CommandLine> {
  const { parseCommandLine } = await import("./args/parse_command_line.ts");
  return parseCommandLine(args, start.program);
}

/** A command whose items wait in a broker. */
type BrokerCommand = Exclude<
  CommandLine,
  { readonly command: LocalName }
>;

type LocalName =
  | "help"
  | "version"
  | "squares"
  | "map"
  | "filter"
  | "audit"
  | "report"
  | "completions";

async function dispatchToBroker(
  line: BrokerCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  switch (line.command) {
    case "send": {
      const { runSend } = await import("./commands/broker/send/send.ts");
      return await runSend(line, terminal, args);
    }
    case "work": {
      const { runWork } = await import("./commands/broker/work/work.ts");
      return await runWork(line, terminal, args);
    }
    case "status": {
      const { runStatus } = await import("./commands/broker/operate/status.ts");
      return await runStatus(line, terminal, args);
    }
    case "dead": {
      const { runDead } = await import("./commands/broker/operate/dead.ts");
      return await runDead(line, terminal, args);
    }
    case "queues": {
      const { runQueues } = await import("./commands/broker/operate/queues.ts");
      return await runQueues(line, terminal, args);
    }
    case "peek": {
      const { runPeek } = await import("./commands/broker/operate/peek.ts");
      return await runPeek(line, terminal, args);
    }
    case "pause":
    case "resume":
    case "purge":
    case "delete":
    case "reopen": {
      const { runAction } = await import(
        "./commands/broker/operate/queue_action.ts"
      );
      return await runAction(line, terminal, args);
    }
  }
}

async function say(text: string, terminal: Terminal): Promise<ExitCode> {
  await print(text, terminal);
  return ExitCode.Done;
}
