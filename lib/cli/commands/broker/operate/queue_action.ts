import type {
  QueueAction,
  QueueCommand,
} from "../../../args/commands/queue_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { Terminal } from "../../../terminal.ts";
import { formatCount } from "../../../units.ts";
import { confirm } from "../confirm.ts";
import { type Queue, withBroker } from "../session.ts";

/** Does something with a queue as a whole, and says what. */
export function runAction(
  line: QueueCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { command, broker: options, yes } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "admin", args } as const;
  return withBroker(terminal, how, async (session) => {
    await using queue = await session.open(options.address);
    const question = await questionOf(command, queue);
    if (question !== undefined && !yes) {
      const answer = await confirm(question, session.terminal);
      if (answer !== undefined) return answer;
    }
    const done = await act(command, queue);
    session.terminal.stderr.write(`${queue.name} ${done}\n`);
    return ExitCode.Done;
  });
}

/** What a person is asked; undefined for what can be taken back. */
async function questionOf(
  command: QueueAction,
  queue: Queue,
): Promise<string | undefined> {
  if (command === "pause" || command === "resume") return undefined;
  const { name } = queue;
  if (command === "reopen") return `open ${name} again`;
  const { waiting, running, dead } = await queue.stats();
  const counts = `${formatCount(waiting)} waiting, ${
    formatCount(running)
  } running`;
  return command === "purge"
    ? `remove all items of ${name} (${counts})`
    : `delete ${name} (${counts}, ${formatCount(dead)} dead)`;
}

async function act(command: QueueAction, { admin }: Queue): Promise<string> {
  switch (command) {
    case "pause":
      await admin.pause();
      return "is paused: nothing is given out until `resume`";
    case "resume":
      await admin.resume();
      return "goes on";
    case "purge":
      return `is empty now: ${formatCount(await admin.purge())} removed`;
    case "delete":
      await admin.delete();
      return "is deleted";
    case "reopen":
      await admin.reopen();
      return "is open";
  }
}
