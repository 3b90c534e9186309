import type { DeadLine, SendLine, StatusLine, WorkLine } from "../args.ts";
import type { ExitCode } from "../exit_code.ts";
import type { Terminal } from "../terminal.ts";
import { runDead } from "./broker/dead.ts";
import { runSend } from "./broker/send.ts";
import { runStatus } from "./broker/status.ts";
import { runWork } from "./broker/work.ts";

/** A command whose items wait in a broker. */
export type BrokerLine = SendLine | WorkLine | StatusLine | DeadLine;

/**
 * Runs a command against a broker.
 *
 * @param line What the command line asks for.
 * @param terminal The world outside.
 * @param args The arguments as they were given.
 */
export async function runBroker(
  line: BrokerLine,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  switch (line.command) {
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
