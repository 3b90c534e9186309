import type { StoredMsg } from "../../deps/nats_jetstream.ts";
import type { MsgHdrs } from "../../deps/nats_transport.ts";
import type { BrokerLease, Fault } from "../lease.ts";
import {
  derivedId,
  FAULT,
  headersLength,
  idHeaders,
  type ItemName,
} from "../message_id.ts";

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

/** Most characters of a fault's message that are kept. */
const MESSAGE_LENGTH = 500;

/** Comes before the kind of a fault in an id that must say all. */
const KIND = "!";

/** What the header of a dead letter says. */
interface FaultRecord {
  readonly kind: string;
  readonly message?: string;
  readonly id?: string;
  readonly sequence?: number;
  readonly attempts?: number;
}

/** An item to be put aside, and how long the message about it may be. */
export interface Burial {
  readonly lease: BrokerLease<unknown>;
  readonly fault: Fault;
  readonly item: ItemName;
  /** How often work on it was begun. */
  readonly attempts: number;
  /** The broker's limit, in bytes. */
  readonly maxPayload: number;
}

/**
 * The headers of a dead letter.
 *
 * The item is kept whole. An item that is nearly as long as the broker takes leaves
 * no room for all that is known of its failure, so the message goes first.
 */
export function faultHeaders(burial: Burial): MsgHdrs | undefined {
  const { lease, fault, item, attempts, maxPayload } = burial;
  const { id } = lease;
  const { kind } = fault;
  const short = { kind, sequence: item.sequence, attempts };
  const message = fault.message.slice(0, MESSAGE_LENGTH);
  const room = maxPayload - lease.bytes.length;
  const records = [
    { ...short, id, message },
    { ...short, id, message: message.slice(0, 80) },
    { ...short, id },
    short,
    { kind },
  ];
  for (const record of records) {
    const about = headersOf(record, derivedId("dead", item));
    if (headersLength(about) <= room) return about;
  }
  // The item came with an id, which took as much room as this; or without any.
  const least = idHeaders(`d${item.sequence}${KIND}${kind}`);
  return headersLength(least) <= room ? least : undefined;
}

function headersOf(record: FaultRecord, id: string): MsgHdrs {
  const about = idHeaders(id);
  about.set(FAULT, toAscii(JSON.stringify(record)));
  return about;
}

/** A message of the queue of dead letters. */
export function toDeadLetter(message: StoredMsg): DeadLetter {
  const record = toRecord(message.header?.get(FAULT));
  const id = message.header?.get("Nats-Msg-Id") ?? "";
  const { kind = id.split(KIND)[1] || "unknown", sequence, attempts = 0 } =
    record;
  return {
    id: record.id ?? "",
    place: message.seq,
    sequence,
    fault: { kind, message: record.message ?? "nothing is known" },
    attempts,
    time: message.time,
    bytes: message.data,
  };
}

function toRecord(text: string | undefined): Partial<FaultRecord> {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return {};
  }
}

/** JSON whose every character is one byte: what a header can surely carry. */
function toAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}
