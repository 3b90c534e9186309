import { Channel, ChannelClosedError } from "../../../../mod.ts";
import type { SendCommand } from "../../../args/commands/send_command.ts";
import { failureLine } from "../../../report/failures.ts";
import { formatCount } from "../../../units.ts";
import type { Meter } from "../../../terminal.ts";
import type { Reporter } from "../../run/reporter.ts";
import type { Shutdown } from "../../run/shutdown.ts";
import type { QueueItem } from "./queue_items.ts";
import { SendRecord } from "./send_record.ts";
import { SentPrefix } from "./sent_prefix.ts";
import type { Queue, Session } from "../session.ts";

/** What an {@linkcode ItemSender} works with. */
export interface SenderParts {
  readonly session: Session;
  readonly queue: Queue;
  readonly reporter: Reporter;
  readonly shutdown: Shutdown;
}

/** Sends items, some at once, and counts them. */
export class ItemSender {
  failed = 0;
  #stored = 0;
  /** Items that the queue had already, from an earlier run. */
  #known = 0;
  /** Whether an item was given up, since the run was to stop. */
  #isCut = false;
  #failure: { readonly error: unknown } | undefined;
  readonly #line: SendCommand;
  readonly #parts: SenderParts;
  readonly #name: string;
  readonly #prefix = new SentPrefix();
  readonly #record: SendRecord;
  readonly #sentItems: ReturnType<Meter["createCounter"]> | undefined;
  // One place for each item on its way: a full channel makes the reader wait.
  readonly #flying: Channel<void>;

  constructor(line: SendCommand, parts: SenderParts) {
    this.#line = line;
    this.#parts = parts;
    this.#name = line.id ?? crypto.randomUUID().slice(0, 13);
    this.#flying = new Channel({ capacity: line.window });
    this.#sentItems = parts.session.terminal.meter?.createCounter(
      "sluice.items",
      { description: "Items that were sent to a queue", unit: "{item}" },
    );
    this.#record = new SendRecord({
      ...parts,
      prefix: this.#prefix,
      name: this.#name,
      isNamed: line.id !== undefined,
      say: (text) => parts.reporter.say(text),
    });
  }

  /** How many items are in the queue, or were. */
  get sent(): number {
    return this.#stored + this.#known;
  }

  /** How many items are on their way. */
  get flying(): number {
    return this.#flying.size;
  }

  /** Finds out how far the input was sent before. */
  async begin(): Promise<void> {
    await this.#record.load();
  }

  /** Starts to send an item, when less than a window of them is on its way. */
  async send(item: QueueItem): Promise<void> {
    this.#throwFailure();
    const { position, bytes, fault } = item;
    const isSent = this.#ask((record) => record.isSent());
    const place = this.#prefix.add(bytes ?? new Uint8Array(0));
    if (isSent || bytes === undefined) {
      this.#prefix.sent(place);
      if (isSent) this.#known++;
      else this.#refuse({ position, kind: "input", message: fault ?? "" });
      return;
    }
    await this.#flying.send(undefined);
    this.#throwFailure();
    void this.#post({ position, bytes, place }).finally(() => {
      this.#flying.tryReceive();
      this.#flying.taskDone();
    });
  }

  /** Asks the record; where it refuses, what was left out was something else. */
  #ask<T>(question: (record: SendRecord) => T): T {
    try {
      return question(this.#record);
    } catch (error) {
      this.#known = 0;
      throw error;
    }
  }

  /** Says that what was sent so far may be where another run goes on. */
  mark(): void {
    this.#prefix.mark();
    this.#record.saveSometimes();
  }

  /** Waits until all that was started has ended; resolves to whether all was sent. */
  async finish(): Promise<boolean> {
    await this.#flying.join();
    this.#throwFailure();
    this.#ask((record) => record.end());
    return !this.#isCut;
  }

  /** Says what was sent; and how to go on, if that was not all. */
  async announce(isWhole: boolean): Promise<void> {
    const { reporter, queue } = this.#parts;
    await this.#flying.join();
    this.#prefix.mark();
    if (!isWhole || this.#line.id !== undefined) {
      await this.#record.save(isWhole);
    }
    const goOn = isWhole || this.#stored === 0
      ? ""
      : `; to go on: the same with --id ${this.#name}`;
    reporter.say(counted(this.#stored, this.#known, queue.name) + goOn);
  }

  async #post(
    { position, bytes, place }: {
      readonly position: number;
      readonly bytes: Uint8Array;
      readonly place: number;
    },
  ): Promise<void> {
    const { queue, shutdown } = this.#parts;
    const id = `${this.#name}-${position + 1}`;
    try {
      const how = { id, signal: shutdown.stopReading };
      const { isDuplicate } = await queue.send(bytes, how);
      if (isDuplicate) this.#known++;
      else this.#stored++;
      this.#sentItems?.add(1, { outcome: isDuplicate ? "known" : "sent" });
      this.#prefix.sent(place);
    } catch (error) {
      this.#take(error, { position, place });
    }
  }

  /** One item may be too long; anything else concerns them all. */
  #take(
    error: unknown,
    { position, place }: { readonly position: number; readonly place: number },
  ): void {
    const { session, shutdown } = this.#parts;
    const { BrokerError } = session.broker;
    const { stopReading } = shutdown;
    // There was no room for it, and no time to wait.
    if (stopReading.aborted && error === stopReading.reason) {
      this.#isCut = true;
      return;
    }
    if (!(error instanceof BrokerError) || error.kind !== "size") {
      this.#failure ??= { error: asBrokerError(error, session) };
      return;
    }
    this.#prefix.sent(place);
    this.#refuse({ position, kind: "size", message: error.message });
  }

  #refuse(
    { position, kind, message }: {
      readonly position: number;
      readonly kind: string;
      readonly message: string;
    },
  ): void {
    this.failed++;
    const label = this.#line.run.input.format === "range" ? "item" : "line";
    this.#parts.reporter.say(
      failureLine({ label, position: position + 1, kind, message }),
    );
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function counted(stored: number, known: number, queue: string): string {
  const items = stored === 1 ? "item" : "items";
  const sent = `${formatCount(stored)} ${items} sent to ${queue}`;
  return known === 0
    ? sent
    : `${sent}, ${formatCount(known)} ${
      known === 1 ? "was" : "were"
    } there already`;
}

function asBrokerError(error: unknown, { broker }: Session): unknown {
  if (!(error instanceof ChannelClosedError)) return error;
  return new broker.BrokerError(
    "settings",
    "Cannot send: the queue is closed; choose another name, or open it again " +
      "with `reopen`",
  );
}
