import { originOf, senderId } from "./message_id.ts";
import type { Delivery } from "./receiving/delivery.ts";
import { msSince, now } from "./receiving/moment.ts";

/** Why a value is put aside. */
export interface Fault {
  /** One word, as in `timeout`. */
  readonly kind: string;
  /** One sentence. */
  readonly message: string;
}

/** What a lease needs of the one who opened it. */
export interface LeaseHost {
  /** How long a lease lasts without a sign of life, in milliseconds. */
  readonly leaseMs: number;
  /** Whether the broker does not hear us. */
  readonly isAway: boolean;
  /** Told that a value is given back that was not begun. */
  noteGivenBack(delivery: Delivery): void;
  /** How often a value was given back that was not begun. */
  countGivenBack(sequence: number): Promise<number>;
  /** Told when a lease has ended. */
  ended(lease: BrokerLease<unknown>): void;
  /** Told that a value was finished: its place in the queue is free. */
  finished(delivery: Delivery): void;
  /** Puts a value aside as a dead letter. */
  bury(
    lease: BrokerLease<unknown>,
    fault: Fault,
    signal?: AbortSignal,
  ): Promise<void>;
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
  readonly #host: LeaseHost;
  readonly #delivery: Delivery;
  #aliveAt = now();
  #hasEnded = false;

  private constructor(host: LeaseHost, delivery: Delivery, value: T) {
    this.#host = host;
    this.#delivery = delivery;
    this.value = value;
  }

  /** @internal What `channel.lease()` gives. */
  static open<T>(
    host: LeaseHost,
    delivery: Delivery,
    value: T,
  ): BrokerLease<T> {
    return new BrokerLease(host, delivery, value);
  }

  /** The value as it is on the broker. */
  get bytes(): Uint8Array {
    return this.#delivery.data;
  }

  /** The id it was first sent with; one made of its position, if it had none. */
  get id(): string {
    const { headers, sequence } = this.#delivery;
    return originOf(headers)?.id || senderId(headers) || String(sequence);
  }

  /** Its position in the queue, from 1; the same each time it is taken. */
  get sequence(): number {
    return this.#delivery.sequence;
  }

  /** How often it was taken since it was sent, or sent again, this time included. */
  get deliveries(): number {
    return this.#delivery.count;
  }

  /**
   * 1 for the first time it was taken, one more each time it came back, also when nobody
   * had begun with it: see {@linkcode begun}.
   */
  get attempt(): number {
    const { count, headers } = this.#delivery;
    return count + (originOf(headers)?.attempts ?? 0);
  }

  /**
   * How often work on the value was begun, this time included: what {@linkcode giveBack}
   * gave back does not count.
   *
   * A question to the broker, unless it is the first time that the value was taken.
   */
  async begun(): Promise<number> {
    const { count, sequence } = this.#delivery;
    const before = this.attempt - count;
    if (count === 1) return before + 1;
    const givenBack = await this.#host.countGivenBack(sequence);
    return before + Math.max(1, count - givenBack);
  }

  /**
   * Whether another machine may hold the value by now, because this one was stopped
   * or suspended for long; then what came of it should be dropped.
   */
  get isExpired(): boolean {
    return msSince(this.#aliveAt) > this.#host.leaseMs;
  }

  /** Whether it was finished, put back, put aside or let go. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Finishes the value: it leaves the queue.
   *
   * If the broker does not hear it, or forgets it, another machine may take the value
   * again; this one does not.
   *
   * @throws {Error} If the lease has ended before.
   */
  done(): void {
    this.#end((delivery) => delivery.ack());
    this.#host.finished(this.#delivery);
  }

  /**
   * Puts the value back, for the next free consumer, after `delay` ms.
   *
   * @throws {Error} If the lease has ended before.
   */
  retry(delay = 0): void {
    this.#end((delivery) => delivery.nak(delay));
  }

  /**
   * Puts the value back as if it had never been taken: work on it was not begun.
   *
   * Does nothing if the lease has ended before.
   */
  giveBack(): void {
    if (this.#hasEnded) return;
    if (!this.isExpired) this.#host.noteGivenBack(this.#delivery);
    this[Symbol.dispose]();
  }

  /**
   * Puts the value aside, in the queue of dead letters, and finishes it.
   *
   * Resolves when it is there; waits while there is no room, or until `signal` aborts.
   * If it rejects, the lease has not ended.
   *
   * @throws {BrokerError} If the dead letters cannot be written.
   */
  async bury(fault: Fault, signal?: AbortSignal): Promise<void> {
    await this.#host.bury(this, fault, signal);
    if (!this.#hasEnded) this.done();
  }

  /**
   * Lets go of the value without a word; for a lease that has expired, whose value is
   * another's.
   */
  abandon(): void {
    this.#end(() => {});
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
    this.#delivery.inProgress();
    this.#aliveAt = now();
  }

  #end(say: (delivery: Delivery) => void): void {
    if (this.#hasEnded) {
      throw new Error("Cannot end a lease: it has ended before");
    }
    this.#hasEnded = true;
    this.#host.ended(this);
    try {
      say(this.#delivery);
    } catch {
      // The connection is gone; then the broker gives the value to another.
    }
  }
}
