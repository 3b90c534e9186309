import type { Msg, MsgHdrs } from "../../deps/nats_transport.ts";
import { brokerIdOf } from "../message_id.ts";

const encoder = new TextEncoder();
const ACK = encoder.encode("+ACK");
const NAK = encoder.encode("-NAK");
const IN_PROGRESS = encoder.encode("+WPI");

/** A value as the broker gave it out. */
export class Delivery {
  /** Its position in the queue, from 1. */
  readonly sequence: number;
  /** How often it was given out, this time included. */
  readonly count: number;
  /** When it was stored, in milliseconds. */
  readonly storedAt: number;
  readonly #message: Msg;

  /**
   * Reads where an answer goes, which says all of it:
   * `$JS.ACK[.DOMAIN.ACCOUNT].STREAM.CONSUMER.COUNT.SEQUENCE.PLACE.TIME.…`.
   */
  constructor(message: Msg) {
    const words = (message.reply ?? "").split(".");
    const at = words.length > 9 ? 6 : 4;
    this.count = Number(words[at]);
    this.sequence = Number(words[at + 1]);
    this.storedAt = Number(words[at + 3]) / 1e6;
    this.#message = message;
  }

  get data(): Uint8Array {
    return this.#message.data;
  }

  get headers(): MsgHdrs | undefined {
    return this.#message.headers;
  }

  /** The id under which the broker stored it; empty if it had none. */
  get id(): string {
    return brokerIdOf(this.headers);
  }

  /** Says that the value is finished. */
  ack(): void {
    this.#message.respond(ACK);
  }

  /** Says that another may have the value, after `delay` milliseconds. */
  nak(delay: number): void {
    const later = `-NAK ${JSON.stringify({ delay: Math.round(delay * 1e6) })}`;
    this.#message.respond(delay > 0 ? encoder.encode(later) : NAK);
  }

  /** Says that the value is being worked on. */
  inProgress(): void {
    this.#message.respond(IN_PROGRESS);
  }
}
