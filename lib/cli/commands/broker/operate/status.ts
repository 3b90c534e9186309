import { delay } from "../../../../deps/std/delay.ts";
import type { BrokerStats, WorkerReport } from "../../../../broker/mod.ts";
import type { StatusCommand } from "../../../args/commands/status_command.ts";
import { printable } from "../../../escape.ts";
import { ExitCode } from "../../../exit_code.ts";
import { table } from "../../../report/table.ts";
import type { Terminal } from "../../../terminal.ts";
import { formatCount, formatDuration } from "../../../units.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { type Queue, type Session, withBroker } from "../session.ts";

/** Pause between two lines of `--watch`, in milliseconds. */
const WATCH_MS = 500;

/** Shows what a queue looks like. */
export function runStatus(
  line: StatusCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "status", args } as const;
  return withBroker(terminal, how, (session) => showStatus(line, session));
}

async function showStatus(
  line: StatusCommand,
  session: Session,
): Promise<ExitCode> {
  const { terminal } = session;
  await using queue = await session.open(line.broker.address);
  if (!line.watch) {
    await print(line.json ? toJson : toTable, queue, terminal);
    return ExitCode.Done;
  }
  using shutdown = new Shutdown({
    terminal,
    say: () => {},
  });
  const signal = shutdown.stopReading;
  while (!signal.aborted) {
    const status = await print(line.json ? toJson : toLine, queue, terminal);
    if (isOver(status.stats)) return ExitCode.Done;
    await delay(WATCH_MS, { signal }).catch(() => {});
  }
  return shutdown.exitCode ?? ExitCode.Done;
}

/** A queue and those who work on it. */
interface Status {
  readonly queue: string;
  readonly stats: BrokerStats;
  readonly workers: readonly WorkerReport[];
}

async function print(
  toText: (status: Status) => string,
  queue: Queue,
  terminal: Terminal,
): Promise<Status> {
  const [stats, workers] = await Promise.all([queue.stats(), queue.workers()]);
  const status = { queue: queue.name, stats, workers };
  const text = `${toText(status)}\n`;
  await terminal.stdout.write(new TextEncoder().encode(text));
  return status;
}

function isOver({ closed, waiting, running, stuck }: BrokerStats): boolean {
  return closed && waiting + running + stuck === 0;
}

function toJson({ queue, stats, workers }: Status): string {
  return JSON.stringify({ queue, ...stats, workers });
}

function toLine({ stats, workers }: Status): string {
  const { waiting, running, done, dead, closed } = stats;
  const counts = { waiting, running, done, dead, workers: workers.length };
  const parts = Object.entries(counts)
    .map(([name, count]) => `${name} ${formatCount(count)}`);
  return parts.join(" · ") + (closed ? " · closed" : "");
}

function toTable({ queue, stats, workers }: Status): string {
  const { waiting, running, done, dead, capacity, closed, stuck } = stats;
  const rows: (readonly [string, string])[] = [
    ["queue", queue + (closed ? ", closed" : "")],
    ["waiting", formatCount(waiting)],
    ["running", formatCount(running)],
    ["done", formatCount(done)],
    ["dead", formatCount(dead)],
    ["capacity", formatCount(capacity)],
    ...(stuck === 0 ? [] : [["stuck", formatCount(stuck)] as const]),
    ["workers", workers.length === 0 ? "none that answer" : ""],
    ...workers.map((worker) =>
      [`  ${nameOf(worker)}`, reportOf(worker)] as const
    ),
  ];
  return table(rows).replace(/ +$/gm, "");
}

function nameOf({ name }: WorkerReport): string {
  return printable(name, 40);
}

function reportOf({ running, slots, done, failed, age }: WorkerReport): string {
  return `${formatCount(running)} of ${formatCount(slots)} running, ` +
    `${formatCount(done)} done, ${formatCount(failed)} failed, ` +
    `for ${formatDuration(age)}`;
}
