import type {
  Consumer,
  ConsumerConfig,
  JsMsg,
} from "../../deps/nats_jetstream.ts";
import { millis } from "../../deps/nats_transport.ts";
import { deadline } from "../../deps/std/deadline.ts";
import { delay } from "../../deps/std/delay.ts";
import { ChannelClosedError } from "../../errors.ts";
import type { WaitOptions } from "../../internal/deadline.ts";
import { WaitList } from "../../internal/wait_list.ts";
import { RoomNotifier } from "../sending/room_notifier.ts";
import { BrokerError } from "../broker_error.ts";
import { DeadLetters } from "../queue/dead_letters.ts";
import { BrokerLease, type Fault, type LeaseHost } from "../lease.ts";
import type { Connection } from "../connection/connection.ts";
import {
  findConsumer,
  missing,
  namesOf,
  renewConsumer,
  streamInfo,
} from "../queue/queue.ts";
import { PendingTake } from "./pending_take.ts";

/** How long the broker keeps a request for values, in ms; the client takes no less. */
const FETCH_MS = 1000;

/** How long a value that nobody waits for any more is kept for the next, in ms. */
const GRACE_MS = 100;

/** Pause after a request that failed, in milliseconds. */
const PAUSE_MS = 200;

/** How an {@linkcode Intake} takes values. */
export interface IntakeOptions<T> {
  /** Makes a value of what is on the broker. */
  readonly decode: (bytes: Uint8Array) => T;
  /** How often a value may be taken without an outcome. */
  readonly attempts: number;
}

/**
 * Takes values from a queue: never more than those who wait have room for.
 *
 * What was taken is kept from other machines by signs of life, until its lease ends.
 */
export class Intake<T> implements LeaseHost {
  readonly leaseMs: number;
  readonly #connection: Connection;
  readonly #queue: string;
  readonly #consumer: Consumer;
  readonly #config: ConsumerConfig;
  readonly #options: IntakeOptions<T>;
  readonly #roomNotifier: RoomNotifier;
  readonly #dead: DeadLetters;
  readonly #waiting = new WaitList<PendingTake<T>>();
  readonly #held = new Set<BrokerLease<unknown>>();
  readonly #fetches = new Set<Promise<void>>();
  #early: BrokerLease<T>[] = [];
  #asked = 0;
  /** How many values were given to nobody at the last look. */
  #stuck: number | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #end: Error | undefined;

  /** Made by {@linkcode Intake.open}. */
  constructor(parts: IntakeParts, options: IntakeOptions<T>) {
    const { connection, queue, consumer, config } = parts;
    this.#connection = connection;
    this.#queue = queue;
    this.#consumer = consumer;
    this.#config = config;
    this.leaseMs = millis(config.ack_wait ?? 0);
    this.#options = options;
    this.#roomNotifier = new RoomNotifier(connection.nc, namesOf(queue).freed);
    this.#dead = new DeadLetters(connection, queue);
    connection.onLost((error) => this.#finish(error));
  }

  /**
   * Gets ready to take values.
   *
   * @throws {BrokerError} If the queue, or its consumer, is not there.
   */
  static async open<T>(
    connection: Connection,
    queue: string,
    options: IntakeOptions<T>,
  ): Promise<Intake<T>> {
    const info = await findConsumer(connection, queue);
    const consumer = connection.js.consumers.getConsumerFromInfo(info);
    const { config } = info;
    return new Intake({ connection, queue, consumer, config }, options);
  }

  get isAway(): boolean {
    return this.#connection.isAway;
  }

  /** How many values are held. */
  get held(): number {
    return this.#held.size;
  }

  /** Takes at least one value, and at most `max`. */
  take(max: number, options: WaitOptions): Promise<BrokerLease<T>[]> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#early.length > 0) {
      return Promise.resolve(this.#early.splice(0, max));
    }
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const take = new PendingTake<T>(max, options);
    this.#waiting.push(take);
    this.#pump();
    return take.promise;
  }

  ended(lease: BrokerLease<unknown>, isFree: boolean): void {
    this.#held.delete(lease);
    if (isFree) this.#roomNotifier.ring();
    if (this.#held.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }

  bury(lease: BrokerLease<unknown>, fault: Fault): Promise<void> {
    return this.#dead.add(lease, fault);
  }

  /** Puts back all that is held; resolves when nothing more can come. */
  async close(): Promise<void> {
    this.#finish(
      new BrokerError("closed", "Cannot receive: the channel was disposed"),
    );
    // What is still asked for would come to nobody, and be missed for a whole lease.
    await deadline(Promise.all(this.#fetches), 3 * FETCH_MS).catch(() => {});
    clearTimeout(this.#grace);
    for (const lease of this.#held) lease[Symbol.dispose]();
    this.#roomNotifier.flush();
  }

  #pump(): void {
    if (this.#end !== undefined) return;
    let wanted = -this.#asked;
    for (let at = this.#waiting.first; at; at = at.after) wanted += at.room;
    if (wanted <= 0) return;
    const fetch = this.#fetch(wanted).finally(() => {
      this.#fetches.delete(fetch);
      this.#pump();
    });
    this.#fetches.add(fetch);
  }

  async #fetch(count: number): Promise<void> {
    this.#asked += count;
    let left = count;
    let failure: unknown;
    try {
      const messages = await this.#consumer.fetch({
        max_messages: count,
        expires: FETCH_MS,
      });
      for await (const message of messages) {
        left--;
        this.#asked--;
        this.#arrive(message);
      }
    } catch (error) {
      failure = error;
    }
    if (left === count && this.#end === undefined) await this.#look(failure);
    this.#asked -= left;
  }

  /** After a request that gave nothing: is there still something to wait for? */
  async #look(failure: unknown): Promise<void> {
    try {
      const info = await streamInfo(this.#connection, this.#queue);
      if (info === undefined) return this.#finish(missing(this.#queue));
      const { messages } = info.state;
      if (messages === 0 && info.config.sealed) {
        return this.#finish(
          new ChannelClosedError("Cannot receive: the queue is closed"),
        );
      }
      if (messages > 0) await this.#rescue(messages);
      else this.#stuck = undefined;
      if (failure === undefined) return;
      await findConsumer(this.#connection, this.#queue, this.#config);
    } catch (error) {
      return this.#finish(error as Error);
    }
    await delay(PAUSE_MS);
  }

  /**
   * Looks after values that are given to nobody.
   *
   * A server that was restarted may have forgotten that a value left the queue, and
   * remember that it was finished: it would take up room for ever. Only while nobody
   * holds any value, since all that is in the queue is given out again.
   */
  async #rescue(messages: number): Promise<void> {
    const { num_pending, num_ack_pending } = await findConsumer(
      this.#connection,
      this.#queue,
      this.#config,
    );
    if (num_pending + num_ack_pending > 0) this.#stuck = undefined;
    else if (this.#stuck !== messages) this.#stuck = messages;
    else {
      this.#stuck = undefined;
      await renewConsumer(this.#connection, this.#queue, this.#config);
    }
  }

  #arrive(message: JsMsg): void {
    const lease = this.#open(message);
    if (lease === undefined) return;
    const { first } = this.#waiting;
    if (first !== undefined && this.#end === undefined) {
      return first.give(lease);
    }
    this.#early.push(lease);
    this.#grace ??= setTimeout(() => this.#putBack(), GRACE_MS);
  }

  #putBack(): void {
    this.#grace = undefined;
    const leases = this.#early;
    this.#early = [];
    for (const lease of leases) lease[Symbol.dispose]();
  }

  /** A lease of what came; undefined if it is of no use to anybody. */
  #open(message: JsMsg): BrokerLease<T> | undefined {
    const { decode, attempts } = this.#options;
    let lease: BrokerLease<T>;
    let fault: Fault | undefined;
    try {
      lease = new BrokerLease(this, message, decode(message.data));
      if (lease.attempt > attempts) fault = givenUp(attempts);
    } catch (error) {
      lease = new BrokerLease(this, message, undefined as T);
      fault = { kind: "input", message: messageOf(error) };
    }
    this.#hold(lease);
    if (fault === undefined) return lease;
    lease.bury(fault).catch((error) => this.#finish(error));
    return undefined;
  }

  #hold(lease: BrokerLease<T>): void {
    this.#held.add(lease);
    this.#beat ??= setInterval(() => {
      for (const held of this.#held) held.renew();
    }, this.leaseMs / 3);
  }

  #finish(error: Error): void {
    this.#end ??= error;
    for (const take of this.#waiting.clear()) take.fail(this.#end);
  }
}

/** What an {@linkcode Intake} is made of. */
export interface IntakeParts {
  readonly connection: Connection;
  readonly queue: string;
  readonly consumer: Consumer;
  readonly config: ConsumerConfig;
}

function givenUp(attempts: number): Fault {
  const message = `it was taken ${attempts} times, and there was no outcome`;
  return { kind: "crash", message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
