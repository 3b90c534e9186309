import type { QueueSummary } from "../../../../broker/mod.ts";
import type { QueuesCommand } from "../../../args/commands/queues_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { Terminal } from "../../../terminal.ts";
import { formatCount } from "../../../units.ts";
import { withBroker } from "../session.ts";
import { print } from "../../../print.ts";

/** Lists the queues of a broker. */
export function runQueues(
  line: QueuesCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options, json } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "admin", args } as const;
  return withBroker(terminal, how, async (session) => {
    const queues = await session.list(options.address);
    const lines = json ? queues.map((queue) => JSON.stringify(queue)) : [
      HEAD,
      ...queues.map(row),
    ];
    const text = json ? lines.map((line) => `${line}\n`).join("") : columns(
      lines as readonly (readonly string[])[],
    );
    await print(text, session.terminal);
    return ExitCode.Done;
  });
}

const HEAD = ["queue", "waiting", "running", "dead", "capacity", ""];

function row(queue: QueueSummary): readonly string[] {
  const { name, waiting, running, dead, capacity, closed, paused } = queue;
  const counts = [waiting, running, dead, capacity].map(formatCount);
  const states = [closed ? "closed" : "", paused ? "paused" : ""];
  return [name, ...counts, states.filter((state) => state !== "").join(", ")];
}

/** Rows under each other: the first column to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, at) =>
    rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0)
  );
  const last = HEAD.length - 1;
  return rows.map((row) =>
    row.map((cell, at) =>
      at === 0 || at === last
        ? cell.padEnd(widths[at] ?? 0)
        : cell.padStart(widths[at] ?? 0)
    ).join("  ").trimEnd() + "\n"
  ).join("");
}
