import { ChannelClosedError } from "../errors.ts";
import { checkWait, type WaitOptions } from "../internal/deadline.ts";
import { parseAddress } from "./address.ts";
import {
  checkOpenOptions,
  type OpenOptions,
  type ResultOptions,
  type SendOptions,
  type SendReceipt,
} from "./channel_options.ts";
import { Connection } from "./connection/connection.ts";
import { Publisher } from "./connection/publisher.ts";
import { jsonCodec } from "./json_codec.ts";
import type { BrokerLease } from "./lease.ts";
import { LeasedValues } from "./leased_values.ts";
import type { ItemName } from "./message_id.ts";
import type { DeadLetter } from "./queue/dead_letter.ts";
import { DeadLetters } from "./queue/dead_letters.ts";
import {
  answerPresence,
  askPresence,
  type WorkerReport,
} from "./queue/presence.ts";
import { closeQueue, findQueue } from "./queue/queue.ts";
import { QueueAdmin } from "./queue/queue_admin.ts";
import {
  type BrokerStats,
  joinQueue,
  queueStats,
} from "./queue/queue_stats.ts";
import type { QueueInfo } from "./queue/stream_info.ts";
import { waitForQueue } from "./queue/wait_for_queue.ts";
import { Intake } from "./receiving/intake.ts";
import { Receiver } from "./receiving/receiver.ts";
import { Outbox } from "./sending/outbox.ts";
import { Sender } from "./sending/sender.ts";
import { RoomSignals } from "./sending/room_signals.ts";

/**
 * A bounded queue on a NATS JetStream broker, with the face of a local channel.
 *
 * - What a send resolved for is stored on the broker, and given to a receiver at
 *   least once: after the crash of a machine, again.
 * - The capacity counts what waits and what is being worked on.
 * - Every wait can end by `timeout` and `signal`, and by a `BrokerError`.
 *
 * @typeParam T The type of the values.
 */
export class JetStreamChannel<T> implements AsyncIterable<T>, AsyncDisposable {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #info: QueueInfo;
  readonly #options: OpenOptions<T>;
  readonly #publisher: Publisher;
  readonly #signals: RoomSignals;
  readonly #outbox: Outbox;
  readonly #sender: Sender<T>;
  readonly #dead: DeadLetters;
  readonly #receiver: Receiver<T>;
  #closed: boolean;

  private constructor(
    connection: Connection,
    { name, info }: { name: string; info: QueueInfo },
    options: OpenOptions<T>,
  ) {
    const { codec = jsonCodec<T>(), window = 64, inbox } = options;
    this.#connection = connection;
    this.#name = name;
    this.#info = info;
    this.#options = options;
    this.#closed = info.isClosed;
    const publisher = this.#publisher = new Publisher(connection, inbox);
    const signals = this.#signals = new RoomSignals(connection, name);
    const parts = { connection, publisher, signals };
    this.#outbox = new Outbox(parts, { queue: name, window });
    this.#sender = new Sender(this.#outbox, codec);
    this.#dead = new DeadLetters(connection, publisher, name);
    this.#receiver = new Receiver(() => this.#openIntake());
  }

  /**
   * Connects to a queue.
   *
   * Resolves when the queue is there. Costs about 5 ms where the broker is near.
   *
   * @param address As in `nats://host:4222/NAME`.
   * @param options How to connect, and what to do if there is no such queue.
   * @throws {BrokerError} If the queue cannot be used; within 15 s.
   * @throws {TimeoutError} After the `timeout` of `wait`.
   * @throws {RangeError} If an option makes no sense.
   */
  static async open<T>(
    address: string,
    options: OpenOptions<T> = {},
  ): Promise<JetStreamChannel<T>> {
    checkOpenOptions(options);
    const { create, wait } = options;
    const where = parseAddress(address);
    const { name } = where;
    const connection = await Connection.open(where, options);
    try {
      if (wait !== undefined) await waitForQueue(connection, name, wait);
      const find = () => findQueue(connection, name, create);
      const info = await connection.opening(find);
      return new JetStreamChannel(connection, { name, info }, options);
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

  /** Tells the queue from an earlier one of the same name. */
  get created(): string {
    return this.#info.created;
  }

  /** Whether this process knows that the queue is closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a value, waiting while the queue is full.
   *
   * Resolves when the broker has stored the value, to where it is. If it rejects, the
   * value is not stored, unless the error is a `BrokerError` of kind `uncertain`: then it
   * may be stored, and to send it again with the same `id` stores it once.
   *
   * @param options How long to wait, and the value's id.
   * @throws {ChannelClosedError} If the queue is or becomes closed.
   * @throws {TimeoutError} After `timeout`; both errors carry the `value`.
   * @throws {BrokerError} If the broker cannot take it.
   */
  send(value: T, options: SendOptions = {}): Promise<SendReceipt> {
    const how = { ...options, mayWait: true };
    // Only one that may not wait is told that there is no room.
    return this.#sender.send(value, how) as Promise<SendReceipt>;
  }

  /** Sends a value if there is room; resolves to whether there was; rejects as `send`. */
  async trySend(value: T, options: SendOptions = {}): Promise<boolean> {
    const how = { ...options, mayWait: false };
    return await this.#sender.send(value, how) !== undefined;
  }

  /**
   * Sends what came of an item, its `source`, as `send`: once for each item, and never
   * taken for something else.
   */
  sendResult(
    value: T,
    source: ItemName,
    options: ResultOptions = {},
  ): Promise<SendReceipt | undefined> {
    return this.#sender.sendResult(value, source, options);
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

  /** Receives a value; it goes back unless its lease says it is done. */
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
    return await this.#receiver.take(max, options).catch((error) => {
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
   * Closes the queue for everybody: what is in it can still be taken. Only an operator
   * opens it again, see {@linkcode admin}.
   *
   * Resolves when the broker knows. Closing again does nothing.
   *
   * @throws {BrokerError} If the broker cannot be reached, or denies it.
   */
  async close(): Promise<void> {
    await closeQueue(this.#connection, this.#name);
    this.#closed = true;
    this.#signals.changed();
    this.#outbox.refuseAll();
  }

  /**
   * Waits until every value in the queue is finished, by whomever; rejects with a
   * `TimeoutError` after `timeout`.
   */
  join(options: WaitOptions = {}): Promise<void> {
    return joinQueue(this.#connection, this.#name, options);
  }

  /** What the queue looks like now; a few questions to the broker. */
  stats(): Promise<BrokerStats> {
    return queueStats(this.#connection, this.#name);
  }

  /** The machines that work on the queue; takes half a second. */
  workers(): Promise<WorkerReport[]> {
    return askPresence(this.#connection, this.#name);
  }

  /** Answers, from now on, those who ask for {@linkcode workers}. */
  report(report: () => WorkerReport): void {
    answerPresence(this.#connection, this.#name, report);
  }

  /** What an operator does with a queue. */
  get admin(): QueueAdmin {
    return new QueueAdmin({
      connection: this.#connection,
      publisher: this.#publisher,
      name: this.#name,
      info: this.#info,
      signals: this.#signals,
      dead: this.#dead,
    });
  }

  /** The values that are put aside now, oldest first. */
  dead(): AsyncIterable<DeadLetter> {
    return this.#dead.list();
  }

  /**
   * Sends a dead letter again, as `send`, and takes it off the dead ones; its attempts
   * are counted on.
   */
  async revive(letter: DeadLetter, options: WaitOptions = {}): Promise<void> {
    await this.#outbox.send(await this.#dead.revival(letter, options), options);
    await this.#dead.remove(letter);
  }

  /** Leaves the queue: what is held goes back, and what waits is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.leave();
    await this.#receiver.close();
    await this.#connection.close();
  }

  #openIntake(): Promise<Intake<T>> {
    const { inbox, attempts = 10, codec = jsonCodec<T>() } = this.#options;
    const decode = (bytes: Uint8Array) => codec.decode(bytes);
    return Intake.open({
      connection: this.#connection,
      queue: this.#name,
      info: this.#info,
      signals: this.#signals,
      dead: this.#dead,
      inbox,
    }, { decode, attempts });
  }
}
