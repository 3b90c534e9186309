/**
 * The channel on a broker: a queue that many machines share.
 *
 * @module
 */

import { ChannelClosedError } from "../errors.ts";
import { checkWait, type WaitOptions } from "../internal/deadline.ts";
import { type Address, parseAddress } from "./address.ts";
import { brokerStats, joinQueue } from "./queue/queue_stats.ts";
import {
  type BrokerStats,
  type Codec,
  JSON_CODEC,
  type OpenOptions,
  type SendOptions,
} from "./channel_options.ts";
import { type DeadLetter, DeadLetters } from "./queue/dead_letters.ts";
import { Intake } from "./receiving/intake.ts";
import type { BrokerLease } from "./lease.ts";
import { LeasedValues } from "./leased_values.ts";
import { Connection } from "./connection/connection.ts";
import { Outbox } from "./sending/outbox.ts";
import { findQueue, type QueueInfo, sealQueue } from "./queue/queue.ts";
import {
  answerPresence,
  askPresence,
  type WorkerReport,
} from "./queue/presence.ts";

/**
 * A bounded queue on a NATS JetStream broker, with the face of a local channel.
 *
 * - What a send resolved for is stored on the broker, and given to a receiver at
 *   least once: after the crash of a machine, again.
 * - The capacity counts what waits and what is being worked on.
 * - Every wait can end by `timeout` and `signal`, and by a `BrokerError`.
 *
 * @example Two programs that may be on two machines
 * ```ts ignore
 * import { JetStreamChannel } from "@sluice/sluice/broker";
 *
 * const address = "nats://127.0.0.1:4222/numbers";
 * {
 *   await using numbers = await JetStreamChannel.open<number>(address, {
 *     create: { capacity: 100 },
 *   });
 *   for (let n = 0; n < 1000; n++) await numbers.send(n);
 *   await numbers.close();
 * }
 * {
 *   await using numbers = await JetStreamChannel.open<number>(address);
 *   for await (const n of numbers) console.log(n ** 2);
 * }
 * ```
 *
 * @typeParam T The type of the values.
 */
export class JetStreamChannel<T> implements AsyncIterable<T>, AsyncDisposable {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #codec: Codec<T>;
  readonly #outbox: Outbox;
  readonly #attempts: number;
  readonly #info: QueueInfo;
  readonly #prefix = crypto.randomUUID();
  #intake: Promise<Intake<T>> | undefined;
  #sends = 0;
  #closed: boolean;

  /** Made by {@linkcode JetStreamChannel.open}. */
  constructor(connection: unknown, parts: unknown, options: OpenOptions<T>) {
    const { codec = JSON_CODEC as Codec<T>, window = 64 } = options;
    const { name, info } = parts as { name: string; info: QueueInfo };
    this.#connection = connection as Connection;
    this.#name = name;
    this.#info = info;
    this.#closed = info.sealed;
    this.#codec = codec;
    this.#attempts = options.attempts ?? 10;
    this.#outbox = new Outbox(this.#connection, name, { window, hears: true });
  }

  /**
   * Connects to a queue.
   *
   * Resolves when the queue is there. Costs about 5 ms where the broker is near.
   *
   * @param address As in `nats://host:4222/NAME`.
   * @param options How to connect, and what to do if there is no such queue.
   * @throws {BrokerError} If the queue cannot be used; within 15 s.
   * @throws {RangeError} If the queue is to be made with limits that make no sense.
   */
  static async open<T>(
    address: string,
    options: OpenOptions<T> = {},
  ): Promise<JetStreamChannel<T>> {
    const where: Address = parseAddress(address);
    const connection = await Connection.open(where, options);
    try {
      const info = await connection.opening(() =>
        findQueue(connection, where.name, options.create)
      );
      return new JetStreamChannel(
        connection,
        { name: where.name, info },
        options,
      );
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** The queue's name. */
  get name(): string {
    return this.#name;
  }

  /** Most values in the queue, those that are being worked on included. */
  get capacity(): number {
    return this.#info.capacity;
  }

  /** How long the broker knows an id, in milliseconds. */
  get idWindow(): number {
    return this.#info.window;
  }

  /** Whether this process knows that the queue is closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a value, waiting while the queue is full.
   *
   * Resolves when the broker has stored the value. If it rejects, the value is not
   * stored, unless the error is a `BrokerError` of kind `uncertain`: then nobody
   * knows, and to send it again with the same `id` stores it once.
   *
   * @param value The value, sent by its bytes.
   * @param options How long to wait, and the value's id.
   * @throws {ChannelClosedError} If the queue is or becomes closed.
   * @throws {TimeoutError} After `timeout`; both errors carry the `value`.
   * @throws {BrokerError} If the broker cannot take it.
   */
  async send(value: T, options: SendOptions = {}): Promise<void> {
    await this.#send(value, options, true);
  }

  /**
   * Sends a value if there is room; resolves to whether there was.
   *
   * @throws {ChannelClosedError} If the queue is closed.
   * @throws {BrokerError} If the broker cannot take it.
   */
  async trySend(value: T, options: SendOptions = {}): Promise<boolean> {
    return await this.#send(value, options, false);
  }

  /**
   * Receives a value and finishes it at once: if this process crashes with it, it is
   * lost. Use {@linkcode lease} where that matters.
   *
   * @throws {ChannelClosedError} If the queue is closed and empty.
   * @throws {TimeoutError} After `timeout`; no value was taken then.
   * @throws {BrokerError} If the broker cannot be used.
   */
  async receive(options?: WaitOptions): Promise<T> {
    const lease = await this.lease(options);
    lease.done();
    return lease.value;
  }

  /** Receives a value that goes back unless its lease says it is done. */
  async lease(options?: WaitOptions): Promise<BrokerLease<T>> {
    const [lease] = await this.leaseMany(1, options);
    // One, or an error.
    return lease as BrokerLease<T>;
  }

  /** Receives at least one value and at most `max`, as `lease`. */
  async leaseMany(
    max: number,
    options: WaitOptions = {},
  ): Promise<BrokerLease<T>[]> {
    checkWait(options);
    const intake = await this.#getIntake();
    return await intake.take(max, options).catch((error) => {
      if (error instanceof ChannelClosedError) this.#closed = true;
      throw error;
    });
  }

  /** Receives until the queue is closed and empty; see {@linkcode values}. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this.values();
  }

  /**
   * Receives with a limit for each wait; a value is finished when the next is asked
   * for, and the one at which the loop is left goes back.
   */
  values(options?: WaitOptions): AsyncIterableIterator<T> {
    return new LeasedValues((wait) => this.lease(wait), options);
  }

  /**
   * Closes the queue for everybody and for good: what is in it can still be taken.
   *
   * Resolves when the broker knows. Closing again does nothing.
   *
   * @throws {BrokerError} If the broker cannot be reached, or denies it.
   */
  async close(): Promise<void> {
    await sealQueue(this.#connection, this.#name);
    this.#closed = true;
    this.#outbox.wakeAll();
  }

  /**
   * Waits until every value in the queue is finished, by whomever.
   *
   * @throws {TimeoutError} After `timeout`.
   * @throws {BrokerError} If the broker cannot be used.
   */
  join(options: WaitOptions = {}): Promise<void> {
    return joinQueue(this.#connection, this.#name, options);
  }

  /** What the queue looks like now; a few questions to the broker. */
  stats(): Promise<BrokerStats> {
    return brokerStats(this.#connection, this.#name);
  }

  /** The machines that work on the queue; takes half a second. */
  workers(): Promise<WorkerReport[]> {
    return askPresence(this.#connection, this.#name);
  }

  /** Answers, from now on, those who ask for {@linkcode workers}. */
  report(report: () => WorkerReport): void {
    answerPresence(this.#connection, this.#name, report);
  }

  /** The values that were put aside, oldest first. */
  dead(): AsyncIterable<DeadLetter> {
    return new DeadLetters(this.#connection, this.#name).list();
  }

  /**
   * Sends a dead letter again, and takes it off the dead ones.
   *
   * @throws {ChannelClosedError} If the queue is closed.
   */
  async revive(letter: DeadLetter, options: WaitOptions = {}): Promise<void> {
    const { bytes, id, place } = letter;
    // The broker still knows the old id, and would take it for the same value.
    const again = { data: bytes, value: bytes, id: `${id}~${place}` };
    await this.#outbox.send(again, options);
    await new DeadLetters(this.#connection, this.#name).remove(letter);
  }

  /** Leaves the queue: what is held goes back, and what waits is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    const intake = await this.#intake?.catch(() => undefined);
    await intake?.close();
    await this.#connection.close();
  }

  async #send(
    value: T,
    options: SendOptions,
    mayWait: boolean,
  ): Promise<boolean> {
    checkWait(options);
    const id = options.id ?? `${this.#prefix}-${++this.#sends}`;
    const data = this.#codec.encode(value);
    const { timeout, signal } = options;
    return await this.#outbox.send(
      { data, value, id },
      { timeout, signal, mayWait },
    );
  }

  #getIntake(): Promise<Intake<T>> {
    const decode = (bytes: Uint8Array) => this.#codec.decode(bytes);
    const how = { decode, attempts: this.#attempts };
    return this.#intake ??= Intake.open(this.#connection, this.#name, how);
  }
}
