import { deadline } from "../../../../deps/std/deadline.ts";
import {
  type Batch,
  ChannelClosedError,
  type ItemText,
} from "../../../../mod.ts";
import type { SendCommand } from "../../../args/commands/send_command.ts";
import type { FailureLog } from "../../../report/failure_log.ts";
import { formatCount } from "../../../units.ts";
import type { Meter } from "../../../terminal.ts";
import { positionOf } from "../../run/formats.ts";
import { failureLog, type Reporter } from "../../run/reporter.ts";
import type { Shutdown } from "../../run/shutdown.ts";
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

/** How long a command that was told to stop waits for the broker, in milliseconds. */
const STOP_MS = 1000;

/** After so many items there is a place where another run can go on. */
const MARK_ITEMS = 64;

/** Stands for an item that could not be read. */
const NO_DIGEST = "-";

/** An item of a batch. */
interface Place {
  /** Its position in the input, from 0. */
  readonly position: number;
  readonly batch: Batch;
}

/** An item that is not sent, and why. */
interface Refusal extends Place {
  readonly kind: string;
  readonly message: string;
}

/** An item that is sent. */
interface Posting extends Place {
  readonly digest: string;
  /** Its place in the prefix. */
  readonly place: number;
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
  readonly #log: FailureLog;
  readonly #sentItems: ReturnType<Meter["createCounter"]> | undefined;
  #flying = 0;
  /** Resolves when an item has landed, for those who wait for one. */
  #landed: PromiseWithResolvers<void> | undefined;

  constructor(line: SendCommand, parts: SenderParts) {
    this.#line = line;
    this.#parts = parts;
    this.#name = line.id ?? crypto.randomUUID().slice(0, 13);
    this.#sentItems = parts.session.terminal.meter?.createCounter(
      "sluice.items",
      { description: "Items that were sent to a queue", unit: "{item}" },
    );
    this.#log = failureLog(line.run, (text) => parts.reporter.say(text));
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
    return this.#flying;
  }

  /** Finds out how far the input was sent before. */
  async begin(): Promise<void> {
    await this.#record.load();
  }

  /** Starts to send an item; gives what to wait for when a window of them is on its way. */
  send(item: ItemText, batch: Batch): Promise<void> | undefined {
    this.#throwFailure();
    const { position, bytes, fault } = item;
    const digest = bytes === undefined
      ? NO_DIGEST
      : this.#parts.session.broker.digestOf(bytes);
    const isSent = this.#ask((record) => record.isSent());
    const place = this.#prefix.add(digest);
    if (place % MARK_ITEMS === 0) this.#prefix.mark();
    if (bytes === undefined) {
      this.#prefix.sent(place);
      this.#refuse({ position, batch, kind: "input", message: fault });
      return undefined;
    }
    if (isSent) {
      this.#prefix.sent(place);
      this.#known++;
      return undefined;
    }
    this.#post(bytes, { position, batch, digest, place });
    return this.#flying < this.#line.window
      ? undefined
      : this.#landedBelow(this.#line.window);
  }

  async #landedBelow(limit: number): Promise<void> {
    while (this.#flying >= limit) {
      this.#landed ??= Promise.withResolvers();
      await this.#landed.promise;
    }
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

  /** Waits until all that was started has ended; resolves to whether all was sent. */
  async finish(): Promise<boolean> {
    await this.#landedBelow(1);
    this.#throwFailure();
    this.#ask((record) => record.end());
    return !this.#isCut;
  }

  /** Says what was sent; and how to go on, if that was not all. */
  async announce(isWhole: boolean): Promise<void> {
    const { reporter, queue, shutdown } = this.#parts;
    const isStopped = shutdown.exitCode !== undefined;
    const landed = this.#landedBelow(1);
    const isMute = isStopped &&
      await deadline(landed, STOP_MS).then(() => false, () => true);
    if (!isMute) await landed;
    this.#log.end();
    this.#prefix.mark();
    if (isMute) this.#record.giveUp();
    else if (!isWhole || this.#line.id !== undefined) {
      await this.#record.save(isWhole, isStopped ? STOP_MS : undefined);
    }
    const goOn = isWhole || this.#stored === 0
      ? ""
      : `; to go on: the same with --id ${this.#name}`;
    const what = counted({
      stored: this.#stored,
      known: this.#known,
      failed: this.failed,
      queue: queue.name,
    });
    reporter.say(what + goOn);
  }

  #post(bytes: Uint8Array, posting: Posting): void {
    const { position, digest, place } = posting;
    const { queue, shutdown } = this.#parts;
    this.#flying++;
    queue.send(bytes, {
      id: `${this.#name}-${position + 1}`,
      digest,
      signal: shutdown.stopReading,
    }).then(
      ({ isDuplicate }) => {
        if (isDuplicate) this.#known++;
        else this.#stored++;
        this.#sentItems?.add(1, { outcome: isDuplicate ? "known" : "sent" });
        this.#prefix.sent(place);
        this.#land();
      },
      (error) => {
        this.#take(error, posting);
        this.#land();
      },
    );
  }

  #land(): void {
    this.#flying--;
    this.#landed?.resolve();
    this.#landed = undefined;
    this.#record.saveSometimes();
  }

  /** One item may be too long; anything else concerns them all. */
  #take(error: unknown, { position, batch, place }: Posting): void {
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
    const message = error.message.replace(/^Cannot use the queue: /, "");
    this.#refuse({ position, batch, kind: "size", message });
  }

  #refuse({ position, batch, kind, message }: Refusal): void {
    this.failed++;
    const { run } = this.#line;
    const place = positionOf(position, { batch, run });
    this.#log.add({ ...place, kind, message });
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function counted(
  { stored, known, failed, queue }: {
    readonly stored: number;
    readonly known: number;
    readonly failed: number;
    readonly queue: string;
  },
): string {
  const items = stored === 1 ? "item" : "items";
  const were = known === 1 ? "was" : "were";
  return [
    `${formatCount(stored)} ${items} sent to ${queue}`,
    ...(known > 0 ? [`${formatCount(known)} ${were} there already`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
  ].join(", ");
}

function asBrokerError(error: unknown, { broker }: Session): unknown {
  if (!(error instanceof ChannelClosedError)) return error;
  return new broker.BrokerError(
    "settings",
    "Cannot send: the queue is closed; choose another name, or open it again " +
      "with `reopen`",
  );
}
