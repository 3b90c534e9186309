import {
  JetStreamApiError,
  type StoredMsg,
} from "../../deps/nats_jetstream.ts";
import { headers } from "../../deps/nats_transport.ts";
import { BrokerError } from "../broker_error.ts";
import type { BrokerLease, Fault } from "../lease.ts";
import type { Connection } from "../connection/connection.ts";
import { Outbox } from "../sending/outbox.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { DEAD_CAPACITY, findQueue, namesOf } from "./queue.ts";

/** A value that was put aside, and why. */
export interface DeadLetter {
  /** The id the value was sent with. */
  readonly id: string;
  /** Its place among the dead letters, from 1. */
  readonly place: number;
  /** Its position in the queue, from 1; undefined if it came in another way. */
  readonly sequence: number | undefined;
  /** Why it was put aside. */
  readonly fault: Fault;
  /** How often it had been taken. */
  readonly attempts: number;
  /** When it was put aside. */
  readonly time: Date;
  /** The value, as it was on the broker. */
  readonly bytes: Uint8Array;
}

const HEADER = "Sluice-Fault";

/** Most characters of a fault's message that are kept. */
const MESSAGE_LENGTH = 500;

/** The values of a queue that were put aside: a queue of its own. */
export class DeadLetters {
  readonly #connection: Connection;
  readonly #queue: string;
  #outbox: Promise<Outbox> | undefined;

  /** Made for one queue. */
  constructor(connection: Connection, queue: string) {
    this.#connection = connection;
    this.#queue = queue;
  }

  /** Adds the value of a lease, once however often that is done. */
  async add(lease: BrokerLease<unknown>, fault: Fault): Promise<void> {
    const about = headers();
    const { id, sequence, attempt, bytes } = lease;
    const message = fault.message.slice(0, MESSAGE_LENGTH);
    const record = { kind: fault.kind, message, sequence, attempts: attempt };
    about.set(HEADER, toAscii(JSON.stringify(record)));
    this.#outbox ??= this.#open();
    const outbox = await this.#outbox;
    await outbox.send({ data: bytes, value: lease.value, id, headers: about });
  }

  /** All dead letters there are, oldest first. */
  async *list(): AsyncGenerator<DeadLetter, void> {
    const { streams } = this.#connection.jsm;
    const name = namesOf(this.#queue).dead;
    // The client's types forget this one: the first message from `seq` on.
    const next: object = { next_by_subj: namesOf(name).items };
    for (let seq = 1;; seq++) {
      const found = await retryRequest(
        this.#connection,
        () => streams.getMessage(name, { seq, ...next }),
      ).catch(absent);
      if (found === null) return;
      seq = found.seq;
      yield toDeadLetter(found);
    }
  }

  /** Takes one out. */
  async remove({ place }: DeadLetter): Promise<void> {
    const { streams } = this.#connection.jsm;
    const name = namesOf(this.#queue).dead;
    await retryRequest(
      this.#connection,
      () => streams.deleteMessage(name, place, false),
    )
      .catch(absent);
  }

  async #open(): Promise<Outbox> {
    const name = namesOf(this.#queue).dead;
    await findQueue(this.#connection, name, { capacity: DEAD_CAPACITY });
    return new Outbox(this.#connection, name, { window: 16 });
  }
}

function toDeadLetter(message: StoredMsg): DeadLetter {
  const record = toRecord(message.header?.get(HEADER));
  const { kind = "unknown", sequence, attempts = 0 } = record;
  return {
    id: message.header?.get("Nats-Msg-Id") ?? "",
    place: message.seq,
    sequence,
    fault: { kind, message: record.message ?? "nothing is known" },
    attempts,
    time: message.time,
    bytes: message.data,
  };
}

interface FaultRecord extends Partial<Fault> {
  readonly sequence?: number;
  readonly attempts?: number;
}

function toRecord(text: string | undefined): FaultRecord {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return {};
  }
}

/** No such message, or no such stream, is an empty list. */
function absent(error: unknown): null {
  const { cause } = error instanceof BrokerError ? error : { cause: undefined };
  if (cause instanceof JetStreamApiError && cause.status === 404) return null;
  throw error;
}

/** JSON whose every character is one byte: what a header can surely carry. */
function toAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}
