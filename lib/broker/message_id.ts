/**
 * The ids under which the broker stores a message once.
 *
 * The broker answers "duplicate" whenever it knows an id, whatever was sent under it.
 * So an id here tells all that it must: a duplicate is always the same value again.
 *
 * - A value without an id of the caller's: `PREFIX-NUMBER`, never used again.
 * - A value with one: `ID~DIGEST`, with a digest of its bytes.
 * - What comes of an item: `PURPOSE:QUEUE:CREATED:SEQUENCE`, which names the item on
 *   the whole broker: a queue that is made anew has another time of creation, and an
 *   item that is sent again has another sequence.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { headers, type MsgHdrs } from "../deps/nats_transport.ts";

const ID = "Nats-Msg-Id";
const ORIGIN = "Sluice-Origin";

/** Says why a value was put aside, and where it came from. */
export const FAULT = "Sluice-Fault";

/** 128 bits in base64url. */
const DIGEST_LENGTH = 22;

/** What an id of a caller's may be: a header carries it as it is. */
const USABLE = /^[\x20-\x7e]{1,256}$/;

/** Where a value came from, that was sent again or is the result of another. */
export interface Origin {
  /** The id that the value was first sent with. */
  readonly id: string;
  /** How often it had been taken before it was sent again. */
  readonly attempts: number;
}

/** Throws a RangeError for an id that a header cannot carry. */
export function checkId(id: string): void {
  if (USABLE.test(id)) return;
  throw new RangeError(
    `Cannot use the id ${JSON.stringify(id)}: it must be 1 to 256 printable ` +
      "characters of ASCII",
  );
}

/** A digest of bytes, in 22 characters: what `send` tells values with the same id apart by. */
export function digestOf(bytes: Uint8Array): string {
  const digest = createHash("sha256").update(bytes).digest("base64url");
  return digest.slice(0, DIGEST_LENGTH);
}

/** The broker's id for a value that its sender named; see {@linkcode digestOf}. */
export function namedId(id: string, digest: string): string {
  return `${id}~${digest}`;
}

/** What was made of an item: its result, its dead letter, another try. */
export type Purpose = "result" | "dead" | "retry";

/** Names one item on the whole broker. */
export interface ItemName {
  /** The queue it is in. */
  readonly queue: string;
  /** When the queue was made; see `QueueInfo`. */
  readonly created: string;
  /** Its position there, from 1. */
  readonly sequence: number;
}

/** The broker's id for what came of an item. */
export function derivedId(
  purpose: Purpose,
  { queue, created, sequence }: ItemName,
): string {
  return `${purpose}:${queue}:${created}:${sequence}`;
}

/** The headers of a message. */
export function idHeaders(brokerId: string, origin?: Origin): MsgHdrs {
  const about = headers();
  about.set(ID, brokerId);
  if (origin !== undefined) about.set(ORIGIN, JSON.stringify(origin));
  return about;
}

/** Where a message came from; undefined if it was sent for the first time. */
export function originOf(about: MsgHdrs | undefined): Origin | undefined {
  const text = about?.get(ORIGIN) || about?.get(FAULT);
  if (text === undefined || text === "") return undefined;
  try {
    const { id, attempts } = JSON.parse(text);
    if (typeof id === "string" && Number.isInteger(attempts)) {
      return { id, attempts };
    }
  } catch {
    // Written by another program.
  }
  return undefined;
}

/** The id under which the broker stored a message; empty if it has none. */
export function brokerIdOf(about: MsgHdrs | undefined): string {
  return about?.get(ID) ?? "";
}

/** The id that a message was sent with, as its sender knows it; empty if it has none. */
export function senderId(about: MsgHdrs | undefined): string {
  const id = brokerIdOf(about);
  const named = id.at(-DIGEST_LENGTH - 1) === "~";
  return named ? id.slice(0, -DIGEST_LENGTH - 1) : id;
}

/** How many bytes headers take on the wire. */
export function headersLength(about: MsgHdrs): number {
  let length = "NATS/1.0\r\n\r\n".length;
  for (const key of about.keys()) {
    const value = new TextEncoder().encode(about.get(key));
    length += key.length + ": \r\n".length + value.length;
  }
  return length;
}
