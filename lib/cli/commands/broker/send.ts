import { Channel, ChannelClosedError } from "../../../mod.ts";
import type { SendCommand } from "../../args/commands/send_command.ts";
import { ExitCode } from "../../exit_code.ts";
import { failureLine } from "../../report/failures.ts";
import type { ProgressState } from "../../report/progress.ts";
import type { Terminal } from "../../terminal.ts";
import { formatCount } from "../../units.ts";
import { Shutdown } from "../run/shutdown.ts";
import { stdinSource } from "../input/input_source.ts";
import { readItems } from "../input/read_items.ts";
import { RunStats } from "../run/run_stats.ts";
import { Reporter } from "../run/reporter.ts";
import { itemsOf, type QueueItem } from "./queue_items.ts";
import { type Queue, type Session, withBroker } from "./session.ts";

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
  const sender = new Sender(line, { session, queue, reporter, shutdown });
  reporter.showProgress(run.progress, {
    state: () => sender.progress(stats),
    isTyped: run.input.format !== "range" && terminal.stdin.isTerminal(),
    output: undefined,
  });
  const signal = shutdown.stopReading;
  try {
    const say = (line: string) => reporter.say(line);
    const reading = {
      run,
      stats,
      signal,
      say,
      sources: [stdinSource(terminal)],
    };
    for await (const batch of readItems(reading)) {
      for (const item of itemsOf(batch, run.input.format)) {
        await sender.send(item);
      }
    }
    await sender.finish();
    if (stats.brokenInput !== undefined) throw stats.brokenInput;
  } catch (error) {
    if (shutdown.exitCode === undefined) throw error;
    return shutdown.exitCode;
  } finally {
    reporter[Symbol.dispose]();
    sender.announce();
  }
  if (shutdown.exitCode !== undefined) return shutdown.exitCode;
  if (line.close) await queue.close();
  return sender.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}

/** What a {@linkcode Sender} works with. */
interface SenderParts {
  readonly session: Session;
  readonly queue: Queue;
  readonly reporter: Reporter;
  readonly shutdown: Shutdown;
}

/** Sends items, some at once, and counts them. */
class Sender {
  failed = 0;
  #sent = 0;
  #failure: { readonly error: unknown } | undefined;
  readonly #line: SendCommand;
  readonly #parts: SenderParts;
  readonly #id: string;
  // One place for each item on its way: a full channel makes the reader wait.
  readonly #flying: Channel<void>;

  constructor(line: SendCommand, parts: SenderParts) {
    this.#line = line;
    this.#parts = parts;
    this.#id = line.id ?? crypto.randomUUID();
    this.#flying = new Channel({ capacity: line.window });
  }

  /** Starts to send an item, when less than a window of them is on its way. */
  async send(item: QueueItem): Promise<void> {
    await this.#flying.send(undefined);
    this.#throwFailure();
    void this.#post(item).finally(() => {
      this.#flying.tryReceive();
      this.#flying.taskDone();
    });
  }

  /** Waits until all that was started has ended. */
  async finish(): Promise<void> {
    await this.#flying.join();
    this.#throwFailure();
  }

  announce(): void {
    const items = this.#sent === 1 ? "item" : "items";
    this.#parts.reporter.say(
      `${formatCount(this.#sent)} ${items} sent to ${this.#parts.queue.name}`,
    );
  }

  progress(stats: RunStats): ProgressState {
    const { input } = this.#line.run;
    return {
      done: this.#sent,
      failed: this.failed,
      waiting: 0,
      capacity: this.#flying.capacity,
      running: this.#flying.size,
      total: input.format === "range" ? input.to - input.from : undefined,
      elapsedMs: stats.elapsedMs,
    };
  }

  async #post({ position, bytes }: QueueItem): Promise<void> {
    const { queue, shutdown } = this.#parts;
    const id = `${this.#id}-${position + 1}`;
    try {
      await queue.send(bytes, { id, signal: shutdown.stopNow });
      this.#sent++;
    } catch (error) {
      this.#take(error, position);
    }
  }

  /** One line may be too long; anything else concerns them all. */
  #take(error: unknown, position: number): void {
    const { session, reporter } = this.#parts;
    const { BrokerError } = session.broker;
    if (!(error instanceof BrokerError) || error.kind !== "size") {
      this.#failure ??= { error: asBrokerError(error, session) };
      return;
    }
    this.failed++;
    const label = this.#line.run.input.format === "range" ? "item" : "line";
    const message = error.message;
    reporter.say(
      failureLine({ label, position: position + 1, kind: "size", message }),
    );
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function asBrokerError(error: unknown, { broker }: Session): unknown {
  if (!(error instanceof ChannelClosedError)) return error;
  return new broker.BrokerError(
    "settings",
    "Cannot send: the queue is closed for good; choose another name",
  );
}
