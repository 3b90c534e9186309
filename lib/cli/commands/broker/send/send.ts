import type { SendCommand } from "../../../args/commands/send_command.ts";
import { ExitCode } from "../../../exit_code.ts";
import type { ProgressState } from "../../../report/progress.ts";
import type { Terminal } from "../../../terminal.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { stdinSource } from "../../input/input_source.ts";
import { readItems } from "../../input/read_items.ts";
import { RunStats } from "../../run/run_stats.ts";
import { Reporter } from "../../run/reporter.ts";
import { QueueMeter } from "../queue_meter.ts";
import { ItemSender } from "./item_sender.ts";
import { itemsOf } from "./queue_items.ts";
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
  const stats = new RunStats();
  const { meter } = terminal;
  using _gauges = meter && new QueueMeter({ meter, queue });
  const sender = new ItemSender(line, { session, queue, reporter, shutdown });
  reporter.showProgress(run.progress, {
    state: () => progressState(sender, { line, stats }),
    isTyped: run.input.format !== "range" && terminal.stdin.isTerminal(),
    output: undefined,
  });
  let isWhole = false;
  try {
    await sender.begin();
    const reading = {
      ...{ run, stats },
      signal: shutdown.stopReading,
      say: (text: string) => reporter.say(text),
      sources: [stdinSource(terminal)],
    };
    for await (const batch of readItems(reading)) {
      for (const item of itemsOf(batch, run.input.format)) {
        if (shutdown.stopReading.aborted) break;
        await sender.send(item);
      }
      sender.mark();
    }
    const isRead = shutdown.exitCode === undefined &&
      stats.brokenInput === undefined;
    isWhole = isRead && await sender.finish();
    if (stats.brokenInput !== undefined) throw stats.brokenInput;
  } catch (error) {
    isWhole = false;
    if (shutdown.exitCode === undefined) throw error;
  } finally {
    reporter[Symbol.dispose]();
    await sender.announce(isWhole);
  }
  if (shutdown.exitCode !== undefined) return shutdown.exitCode;
  if (line.close) await queue.close();
  return sender.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
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
