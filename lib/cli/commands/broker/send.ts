import { Channel, ChannelClosedError } from "../../../mod.ts";
import type { SendLine } from "../../args.ts";
import { ExitCode } from "../../exit_code.ts";
import { failureLine } from "../../report.ts";
import type { Terminal } from "../../terminal.ts";
import { formatCount } from "../../units.ts";
import { Ending } from "../ending.ts";
import { readItems } from "../input.ts";
import { Tally } from "../tally.ts";
import { Voice } from "../voice.ts";
import { itemsOf, type QueueItem } from "./queue_items.ts";
import { type Queue, type Session, withBroker } from "./session.ts";

/** Puts the items of stdin, or of a range, in a queue. */
export function runSend(
  line: SendLine,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options } = line;
  const addresses = [options.address];
  const how = { options, addresses, role: "send", args } as const;
  return withBroker(terminal, how, (session) => sendAll(line, session));
}

async function sendAll(line: SendLine, session: Session): Promise<ExitCode> {
  const { run, window } = line;
  const { terminal } = session;
  using voice = new Voice(terminal, run);
  await using queue = await session.open(line.broker.address, {
    window,
    create: {
      capacity: run.capacity,
      lease: line.leaseMs,
      replicas: line.replicas,
    },
  });
  using ending = new Ending({
    terminal,
    deadlineMs: run.deadlineMs,
    say: (text) => voice.say(text),
  });
  const tally = new Tally();
  const sender = new Sender(line, { session, queue, voice, ending });
  voice.showProgress(run, () => sender.progress(tally));
  const signal = ending.stopReading;
  try {
    for await (const batch of readItems({ run, terminal, tally, signal })) {
      for (const item of itemsOf(batch, run.input.format)) {
        await sender.send(item);
      }
    }
    await sender.finish();
    if (tally.brokenInput !== undefined) throw tally.brokenInput;
  } catch (error) {
    if (ending.exitCode === undefined) throw error;
    return ending.exitCode;
  } finally {
    voice[Symbol.dispose]();
    sender.announce();
  }
  if (ending.exitCode !== undefined) return ending.exitCode;
  if (line.close) await queue.close();
  return sender.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}

/** What a {@linkcode Sender} works with. */
interface SenderParts {
  readonly session: Session;
  readonly queue: Queue;
  readonly voice: Voice;
  readonly ending: Ending;
}

/** Sends items, some at once, and counts them. */
class Sender {
  failed = 0;
  #sent = 0;
  #failure: { readonly error: unknown } | undefined;
  readonly #line: SendLine;
  readonly #parts: SenderParts;
  readonly #id: string;
  // One place for each item on its way: a full channel makes the reader wait.
  readonly #flying: Channel<void>;

  constructor(line: SendLine, parts: SenderParts) {
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
    this.#parts.voice.say(
      `${formatCount(this.#sent)} ${items} sent to ${this.#parts.queue.name}`,
    );
  }

  progress(tally: Tally) {
    const { input } = this.#line.run;
    return {
      done: this.#sent,
      failed: this.failed,
      waiting: this.#flying.size,
      capacity: this.#flying.capacity,
      inFlight: this.#flying.size,
      total: input.format === "range" ? input.to - input.from : undefined,
      elapsedMs: tally.elapsedMs,
    };
  }

  async #post({ position, bytes }: QueueItem): Promise<void> {
    const { queue, ending } = this.#parts;
    const id = `${this.#id}-${position + 1}`;
    try {
      await queue.send(bytes, { id, signal: ending.stopNow });
      this.#sent++;
    } catch (error) {
      this.#take(error, position);
    }
  }

  /** One line may be too long; anything else concerns them all. */
  #take(error: unknown, position: number): void {
    const { session, voice } = this.#parts;
    const { BrokerError } = session.broker;
    if (!(error instanceof BrokerError) || error.kind !== "size") {
      this.#failure ??= { error: asBrokerError(error, session) };
      return;
    }
    this.failed++;
    const label = this.#line.run.input.format === "range" ? "item" : "line";
    const message = error.message;
    voice.say(
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
