import { delay } from "../../../../deps/std/delay.ts";
import type { BrokerStats } from "../../../../broker/mod.ts";
import type { StatusCommand } from "../../../args/commands/status_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { Terminal } from "../../../terminal.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { type Queue, type Session, withBroker } from "../session.ts";
import { metricsText } from "./metrics_text.ts";
import { StatusScreen } from "./status_screen.ts";
import {
  type Status,
  statusJson,
  statusLine,
  statusTable,
} from "./status_text.ts";
import { print } from "../../../print.ts";

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
  const onWait = () =>
    terminal.stderr.write("waiting: there is no such queue yet\n");
  await using queue = await session.open(line.broker.address, {
    ...(line.wait && { wait: { onWait } }),
  });
  const toText = textOf(line, queue, terminal);
  if (!line.watch) {
    await show(toText, queue, terminal);
    return ExitCode.Done;
  }
  using shutdown = new Shutdown({ terminal, say: () => {} });
  session.leaveOn(shutdown.stopping);
  const signal = shutdown.stopReading;
  while (!signal.aborted) {
    const status = await show(toText, queue, terminal).catch((error) => {
      if (!signal.aborted) throw error;
    });
    if (status && isOver(status.stats)) return ExitCode.Done;
    await delay(WATCH_MS, { signal }).catch(() => {});
  }
  return shutdown.exitCode ?? ExitCode.Done;
}

type ToText = (status: Status) => string | Promise<string>;

/** How the status is shown: a screen where a person looks, lines where a program reads. */
function textOf(
  { format, watch }: StatusCommand,
  queue: Queue,
  { stdout }: Terminal,
): ToText {
  if (format === "json") return (status) => `${statusJson(status)}\n`;
  if (format === "metrics") return metricsText;
  if (!watch) return (status) => `${statusTable(status)}\n`;
  if (!stdout.isTerminal()) return (status) => `${statusLine(status)}\n`;
  const screen = new StatusScreen(queue);
  return (status) => screen.draw(status);
}

async function show(
  toText: ToText,
  queue: Queue,
  terminal: Terminal,
): Promise<Status> {
  const [stats, workers] = await Promise.all([queue.stats(), queue.workers()]);
  const status = { queue: queue.name, stats, workers };
  const text = await toText(status);
  await print(text, terminal);
  return status;
}

function isOver({ closed, waiting, running, stuck }: BrokerStats): boolean {
  return closed && waiting + running + stuck === 0;
}
