import type { JsMsg } from "../deps/nats_jetstream.ts";

/** Why a value is put aside. */
export interface Fault {
  /** One word, as in `timeout`. */
  readonly kind: string;
  /** One sentence. */
  readonly message: string;
}

/** What a lease needs of the one who made it. */
export interface LeaseHost {
  /** How long a lease lasts without a sign of life, in milliseconds. */
  readonly leaseMs: number;
  /** Whether the broker does not hear us. */
  readonly isAway: boolean;
  /** Told when a lease has ended, and whether its place in the queue is free. */
  ended(lease: BrokerLease<unknown>, isFree: boolean): void;
  /** Puts a value aside as a dead letter. */
  bury(lease: BrokerLease<unknown>, fault: Fault): Promise<void>;
}

/**
 * A value taken from a queue that is not finished until its holder says so.
 *
 * It is kept from other machines while this one shows signs of life, which it does
 * by itself; when this process dies or is cut off, the value goes to another.
 */
export class BrokerLease<T> implements Disposable {
  /** What was taken. */
  readonly value: T;
  /** The value as it is on the broker. */
  readonly bytes: Uint8Array;
  /** The id it was sent with. */
  readonly id: string;
  /** Its position in the queue, from 1; the same each time it is taken. */
  readonly sequence: number;
  /** 1 for the first time it was taken, one more each time it came back. */
  readonly attempt: number;
  readonly #host: LeaseHost;
  readonly #message: JsMsg;
  #aliveAt = performance.now();
  #hasEnded = false;

  /** Made by `channel.lease()`. */
  constructor(host: LeaseHost, message: JsMsg, value: T) {
    this.#host = host;
    this.#message = message;
    this.value = value;
    this.bytes = message.data;
    this.id = idOf(message);
    this.sequence = message.seq;
    this.attempt = message.info.deliveryCount;
  }

  /**
   * Whether another machine may hold the value by now, because this one was stopped
   * for long; then what came of it should be dropped.
   */
  get isExpired(): boolean {
    return performance.now() - this.#aliveAt > this.#host.leaseMs;
  }

  /**
   * Finishes the value: it leaves the queue.
   *
   * If the broker does not hear it, the value is taken again.
   *
   * @throws {Error} If the lease has ended before.
   */
  done(): void {
    this.#end((message) => message.ack());
    this.#host.ended(this, true);
  }

  /**
   * Puts the value back, for whoever is free, after `delay` ms.
   *
   * @throws {Error} If the lease has ended before.
   */
  retry(delay = 0): void {
    this.#end((message) => message.nak(delay));
    this.#host.ended(this, false);
  }

  /**
   * Puts the value aside, in the queue of dead letters, and finishes it.
   *
   * Resolves when it is there; waits while there is no room. If it rejects, the lease
   * has not ended.
   *
   * @throws {BrokerError} If the dead letters cannot be written.
   */
  async bury(fault: Fault): Promise<void> {
    await this.#host.bury(this, fault);
    if (!this.#hasEnded) this.done();
  }

  /**
   * Lets go of the value without a word; for a lease that has expired, whose value is
   * another's.
   */
  abandon(): void {
    this.#end(() => {});
    this.#host.ended(this, false);
  }

  /** Puts the value back, unless the lease has ended or expired. */
  [Symbol.dispose](): void {
    if (this.#hasEnded) return;
    if (this.isExpired) this.abandon();
    else this.retry();
  }

  /** Says that this holder lives; the lease lasts anew. */
  renew(): void {
    // What has expired is another's: to renew it would take it from there.
    if (this.#hasEnded || this.isExpired || this.#host.isAway) return;
    this.#message.working();
    this.#aliveAt = performance.now();
  }

  #end(say: (message: JsMsg) => void): void {
    if (this.#hasEnded) {
      throw new Error("Cannot end a lease: it has ended before");
    }
    this.#hasEnded = true;
    try {
      say(this.#message);
    } catch {
      // The connection is gone; then the broker gives the value to another.
    }
  }
}

/** The id a value was sent with; one made of its place, if it had none. */
export function idOf(message: JsMsg): string {
  return message.headers?.get("Nats-Msg-Id") ||
    `${message.info.stream}-${message.seq}`;
}
