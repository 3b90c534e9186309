import type { StoredMsg } from "../../deps/nats_jetstream.ts";
import type { Connection } from "../connection/connection.ts";
import type { Publisher } from "../connection/publisher.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { originOf, senderId } from "../message_id.ts";
import type { RoomSignals } from "../sending/room_signals.ts";
import { SendProgresses } from "../sending/send_progress.ts";
import type { DeadLetter } from "./dead_letter.ts";
import type { DeadLetters } from "./dead_letters.ts";
import { CONSUMER, namesOf } from "./names.ts";
import { reopenQueue } from "./queue.ts";
import {
  isOver,
  missing,
  nullIfAbsent,
  type QueueInfo,
  streamInfo,
} from "./stream_info.ts";

/** A value of a queue that was looked at, and not taken. */
export interface PeekedValue {
  /** Its position in the queue, from 1. */
  readonly sequence: number;
  /** The id it was sent with. */
  readonly id: string;
  /** When it was stored. */
  readonly time: Date;
  /** The value, as it is on the broker. */
  readonly bytes: Uint8Array;
}

/** Far enough away for a pause without an end. */
const FOREVER = new Date("2200-01-01T00:00:00Z");

/** What a {@linkcode QueueAdmin} works with. */
export interface AdminParts {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly name: string;
  readonly info: QueueInfo;
  readonly signals: RoomSignals;
  readonly dead: DeadLetters;
}

/** What an operator does with a queue; each asks the broker for rights of its own. */
export class QueueAdmin {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #signals: RoomSignals;
  readonly #dead: DeadLetters;
  /** How long the broker knows an id, in milliseconds. */
  readonly idWindow: number;
  /** Whether nothing was left to take when the channel was opened, nor can come. */
  readonly wasOver: boolean;
  /** How far the inputs that have a name were sent. */
  readonly progresses: SendProgresses;

  /** @internal What `channel.admin` gives. */
  constructor(
    { connection, publisher, name, info, signals, dead }: AdminParts,
  ) {
    this.idWindow = info.window;
    this.wasOver = isOver(info);
    this.#connection = connection;
    this.#name = name;
    this.#signals = signals;
    this.#dead = dead;
    this.progresses = new SendProgresses(connection, publisher, name);
  }

  /** Takes a dead letter off the dead ones, for good. */
  async discard(letter: DeadLetter): Promise<void> {
    await this.#dead.remove(letter);
  }

  /** The values in the queue, oldest first, those that are being worked on included. */
  async *peek(): AsyncGenerator<PeekedValue, void> {
    const info = await streamInfo(this.#connection, this.#name);
    if (info === undefined) throw missing(this.#name);
    const { streams } = this.#connection.jsm;
    const query: object = { next_by_subj: namesOf(this.#name).items };
    const { first_seq, last_seq } = info.state;
    for (let seq = first_seq; seq <= last_seq; seq++) {
      const found = await retryRequest(
        this.#connection,
        () => streams.getMessage(this.#name, { seq, ...query }),
      ).catch(nullIfAbsent);
      if (found === null || found.seq > last_seq) return;
      seq = found.seq;
      yield toPeeked(found);
    }
  }

  /** Removes every value from the queue; resolves to how many there were. */
  async purge(): Promise<number> {
    const { streams } = this.#connection.jsm;
    const { purged } = await retryRequest(
      this.#connection,
      () => streams.purge(this.#name),
    );
    this.#signals.changed();
    return purged;
  }

  /** Deletes the queue, its dead letters and what is kept of its inputs. */
  async delete(): Promise<void> {
    const { dead, sends } = namesOf(this.#name);
    const { streams } = this.#connection.jsm;
    for (const name of [sends, dead, this.#name]) {
      await retryRequest(this.#connection, () => streams.delete(name))
        .catch(nullIfAbsent);
    }
    this.#signals.changed();
  }

  /** Lets values be sent to a closed queue again. */
  async reopen(): Promise<void> {
    await reopenQueue(this.#connection, this.#name);
    this.#signals.changed();
  }

  /** Gives out no values, to any machine, until `resume`; what runs goes on. */
  async pause(): Promise<void> {
    const { consumers } = this.#connection.jsm;
    await retryRequest(
      this.#connection,
      () => consumers.pause(this.#name, CONSUMER, FOREVER),
    );
  }

  /** Gives out values again. */
  async resume(): Promise<void> {
    const { consumers } = this.#connection.jsm;
    await retryRequest(
      this.#connection,
      () => consumers.resume(this.#name, CONSUMER),
    );
    this.#signals.changed();
  }
}

function toPeeked({ seq, header, time, data }: StoredMsg): PeekedValue {
  const id = originOf(header)?.id || senderId(header);
  return { sequence: seq, id, time, bytes: data };
}
