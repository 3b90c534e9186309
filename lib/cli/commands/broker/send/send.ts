import type { SendCommand } from "../../../args/commands/send_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { ProgressState } from "../../../report/progress.ts";
import type { Terminal } from "../../../terminal.ts";
import { itemTexts } from "../../../../mod.ts";
import { workerFormats } from "../../run/formats.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { stdinSource } from "../../input/input_source.ts";
import { readItems } from "../../input/read_items.ts";
import { RunStats } from "../../run/run_stats.ts";
import { Reporter } from "../../run/reporter.ts";
import { QueueMeter } from "../queue_meter.ts";
import { ItemSender } from "./item_sender.ts";
import { type Session, withBroker } from "../session.ts";

/** Puts the items of stdin, or of a range, in a queue. */
export function runSend(
  line: SendCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "send", args } as const;
  return withBroker(terminal, how, (session) => sendAll(line, session));
}

async function sendAll(line: SendCommand, session: Session): Promise<ExitCode> {
  const { run, window } = line;
  const { terminal } = session;
  using reporter = new Reporter(terminal, run);
  await using queue = await session.open(line.broker.address, {
    window,
    create: {
      capacity: run.capacity,
      lease: line.leaseMs,
      replicas: line.replicas,
    },
  });
  using shutdown = new Shutdown({
    terminal,
    deadlineMs: run.deadlineMs,
    graceMs: run.graceMs,
    say: (text) => reporter.say(text),
  });
  session.leaveOn(shutdown.stopping);
  const stats = new RunStats();
  const { meter } = terminal;
  using _gauges = meter && new QueueMeter({ meter, queue });
  const sender = new ItemSender(line, { session, queue, reporter, shutdown });
  reporter.showProgress(run.progress, {
    state: () => progressState(sender, { line, stats }),
    isTyped: run.input.format !== "range" && terminal.stdin.isTerminal(),
    output: undefined,
  });
  await sendInput(sender, { line, terminal, reporter, shutdown, stats });
  if (line.close && shutdown.exitCode === undefined) {
    await queue.close().catch((error) => {
      if (shutdown.exitCode === undefined) throw error;
    });
  }
  if (shutdown.exitCode !== undefined) return shutdown.exitCode;
  return sender.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}

interface Sending {
  readonly line: SendCommand;
  readonly terminal: Terminal;
  readonly reporter: Reporter;
  readonly shutdown: Shutdown;
  readonly stats: RunStats;
}

/** Sends all items that are read, and says what was sent, however that ends. */
async function sendInput(sender: ItemSender, sending: Sending): Promise<void> {
  const { shutdown, stats, reporter } = sending;
  let isWhole = false;
  try {
    await sender.begin();
    await readAll(sender, sending);
    const { brokenInput } = stats;
    const isRead = shutdown.exitCode === undefined && brokenInput === undefined;
    isWhole = isRead && await sender.finish();
    if (brokenInput !== undefined) throw brokenInput;
  } catch (error) {
    isWhole = false;
    if (shutdown.exitCode === undefined) throw error;
  } finally {
    reporter[Symbol.dispose]();
    await sender.announce(isWhole);
  }
}

async function readAll(
  sender: ItemSender,
  { line: { run, isChecked }, terminal, reporter, shutdown, stats }: Sending,
): Promise<void> {
  const isText = workerFormats(run).input === "lines";
  const how = { lines: isText ? "text" : "json", checked: isChecked } as const;
  const signal = shutdown.stopReading;
  const reading = {
    ...{ run, stats, signal },
    say: (text: string) => reporter.say(text),
    sources: [stdinSource(terminal)],
  };
  for await (const batch of readItems(reading)) {
    for (const item of itemTexts(batch, how)) {
      if (signal.aborted) break;
      const room = sender.send(item, batch);
      if (room !== undefined) await room;
    }
  }
}

function progressState(
  sender: ItemSender,
  { line, stats }: { readonly line: SendCommand; readonly stats: RunStats },
): ProgressState {
  const { input } = line.run;
  return {
    done: sender.sent,
    failed: sender.failed,
    waiting: 0,
    capacity: line.window,
    running: sender.flying,
    total: input.format === "range" ? input.to - input.from : undefined,
    elapsedMs: stats.elapsedMs,
  };
}
