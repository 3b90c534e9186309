import type { DeadLetter } from "../../../broker/mod.ts";
import { ChannelClosedError } from "../../../mod.ts";
import type { DeadCommand } from "../../args/commands/dead_command.ts";
import { ExitCode } from "../../exit_code.ts";
import type { Terminal } from "../../terminal.ts";
import { formatCount } from "../../units.ts";
import { type Queue, type Session, withBroker } from "./session.ts";

/** Shows the items that were put aside, or sends them again. */
export function runDead(
  line: DeadCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "dead", args } as const;
  return withBroker(terminal, how, async (session) => {
    await using queue = await session.open(options.address);
    return line.retry
      ? await retryAll(queue, session)
      : await listAll(queue, session);
  });
}

const encoder = new TextEncoder();

async function listAll(queue: Queue, { terminal }: Session): Promise<ExitCode> {
  for await (const letter of queue.dead()) {
    await terminal.stdout.write(encoder.encode(`${toJson(letter)}\n`));
  }
  return ExitCode.Done;
}

async function retryAll(
  queue: Queue,
  { broker, terminal }: Session,
): Promise<ExitCode> {
  let count = 0;
  try {
    for await (const letter of queue.dead()) {
      await queue.revive(letter);
      count++;
    }
  } catch (error) {
    if (!(error instanceof ChannelClosedError)) throw error;
    throw new broker.BrokerError(
      "settings",
      "Cannot send them again: the queue is closed for good; " +
        `work on ${queue.name}-dead, which holds them`,
    );
  }
  const items = count === 1 ? "item" : "items";
  terminal.stderr.write(`${formatCount(count)} ${items} sent again\n`);
  return ExitCode.Done;
}

function toJson(letter: DeadLetter): string {
  const { id, sequence, attempts, time, fault, bytes } = letter;
  const about = { id, item: sequence, attempts, time, error: fault };
  return JSON.stringify({ ...about, input: inputOf(bytes) });
}

function inputOf(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
