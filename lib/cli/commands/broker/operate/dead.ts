import type { DeadLetter } from "../../../../broker/mod.ts";
import { ChannelClosedError } from "../../../../mod.ts";
import type {
  DeadCommand,
  DeadSelection,
} from "../../../args/commands/dead_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { Terminal } from "../../../terminal.ts";
import { formatCount } from "../../../units.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { confirm } from "../confirm.ts";
import { textOrJson } from "../item_json.ts";
import { type Queue, type Session, withBroker } from "../session.ts";
import { print } from "../../../print.ts";

/** Shows the items that were put aside, sends them again, or forgets them. */
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
    return line.action === "show"
      ? await show(line, queue, session)
      : await change(line, queue, session);
  });
}

async function show(
  { selection }: DeadCommand,
  queue: Queue,
  { terminal }: Session,
): Promise<ExitCode> {
  for await (const letter of selected(queue, selection)) {
    await print(`${toJson(letter)}\n`, terminal);
  }
  return ExitCode.Done;
}

async function change(
  { action, selection, json, yes }: DeadCommand,
  queue: Queue,
  session: Session,
): Promise<ExitCode> {
  const { terminal } = session;
  const isRetry = action === "retry";
  if (!isRetry && !yes) {
    const asks = `forget dead items of ${queue.name}, for good`;
    const answer = await confirm(asks, terminal);
    if (answer !== undefined) return answer;
  }
  using shutdown = new Shutdown({ terminal, say: () => {} });
  session.leaveOn(shutdown.stopping);
  const signal = shutdown.stopReading;
  let count = 0;
  try {
    for await (const letter of selected(queue, selection)) {
      if (signal.aborted) break;
      if (isRetry) await queue.revive(letter, { signal });
      else await queue.admin.discard(letter);
      count++;
    }
  } catch (error) {
    if (!signal.aborted) throw explained(error, queue, session);
  } finally {
    const done = isRetry ? "sent again" : "forgotten";
    const items = count === 1 ? "item" : "items";
    if (json) {
      const record = JSON.stringify({ queue: queue.name, [action]: count });
      await print(`${record}\n`, terminal);
    } else terminal.stderr.write(`${formatCount(count)} ${items} ${done}\n`);
  }
  return shutdown.exitCode ?? ExitCode.Done;
}

/** The dead items that were meant. */
async function* selected(
  queue: Queue,
  { id, kind, limit = Infinity }: DeadSelection,
): AsyncGenerator<DeadLetter, void> {
  let count = 0;
  for await (const letter of queue.dead()) {
    if (id !== undefined && letter.id !== id) continue;
    if (kind !== undefined && letter.fault.kind !== kind) continue;
    if (++count > limit) return;
    yield letter;
  }
}

function explained(error: unknown, { name }: Queue, { broker }: Session) {
  if (!(error instanceof ChannelClosedError)) return error;
  return new broker.BrokerError(
    "settings",
    "Cannot send them again: the queue is closed; open it with `reopen`, or " +
      `work on ${name}-dead, which holds them`,
  );
}

function toJson(letter: DeadLetter): string {
  const { id, sequence, attempts, time, fault, bytes } = letter;
  const about = { id, item: sequence, attempts, time, error: fault };
  return textOrJson(about, bytes);
}
