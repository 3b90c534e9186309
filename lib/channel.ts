/**
 * A bounded channel between concurrent tasks.
 *
 * @module
 */

import { Core } from "./channel/core.ts";
import type { ChannelEnd, Receiver, Sender } from "./channel/ends.ts";
import { ChannelIterator } from "./channel/iterator.ts";
import { Lease, lease } from "./channel/lease.ts";
import { type Operation, receiving, sending } from "./channel/operation.ts";
import type {
  ChannelOptions,
  ChannelReceiveResult,
  ChannelStats,
  UndeliveredReason,
} from "./channel/options.ts";
import { receive, receiveMany, tryReceive } from "./channel/receiving.ts";
import { send, trySend } from "./channel/sending.ts";
import { sendMany } from "./channel/sending_many.ts";
import { stats } from "./channel/stats.ts";
import { toReadableStream } from "./channel/stream.ts";
import type { WaitOptions } from "./internal/deadline.ts";

export { Lease };
export type {
  ChannelEnd,
  ChannelOptions,
  ChannelReceiveResult,
  ChannelStats,
  Operation,
  Receiver,
  Sender,
  UndeliveredReason,
  WaitOptions,
};

/**
 * A bounded queue between tasks that send and tasks that receive.
 *
 * Values come out in the order they went in, and whoever waits is served in
 * the order of arrival. A wait that rejects has changed nothing.
 *
 * @example Producer and consumer
 * ```ts
 * import { Channel } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const channel = new Channel<number>({ capacity: 4 });
 * const producer = (async () => {
 *   for (let n = 0; n < 100; n++) await channel.send(n);
 *   channel.close();
 * })();
 *
 * let sum = 0;
 * for await (const n of channel) sum += n;
 * await producer;
 * assertEquals(sum, 4950);
 * ```
 *
 * @typeParam T The type of the values.
 */
export class Channel<T>
  implements
    Receiver<T>,
    Sender<T>,
    AsyncIterable<T>,
    Disposable,
    AsyncDisposable {
  #core: Core<T>;

  /**
   * Makes an open, empty channel.
   *
   * @param options How much it holds, and what becomes of what it cannot hold.
   * @throws {RangeError} If the capacity is not an integer >= 0.
   */
  constructor(options: ChannelOptions<T> = {}) {
    this.#core = new Core(options);
  }

  /**
   * Sends a value, waiting while the channel is full.
   *
   * Resolves when the value is in the buffer or in a receiver's hands. If it
   * rejects, the value was not sent. O(1), apart from the wait.
   *
   * @example Give up after 50 ms
   * ```ts
   * import { Channel, TimeoutError } from "@sluice/sluice";
   * import { assertRejects } from "@std/assert";
   *
   * const full = new Channel<number>({ capacity: 1 });
   * await full.send(1);
   * await assertRejects(() => full.send(2, { timeout: 50 }), TimeoutError);
   * ```
   *
   * @param value The value, sent by reference.
   * @param options How long to wait.
   * @throws {ChannelClosedError} If the channel is or becomes closed.
   * @throws {TimeoutError} After `timeout`; both errors carry the `value`.
   * @throws {RangeError} If the value is heavier than the capacity.
   */
  send(value: T, options?: WaitOptions): Promise<void> {
    return send(this.#core, value, options);
  }

  /** Sends a value if that needs no wait; says whether it did. O(1). */
  trySend(value: T): boolean {
    return trySend(this.#core, value);
  }

  /**
   * Sends values in order, waiting while the channel is full.
   *
   * @throws {UnsentError} With the values that were not sent, and the cause.
   */
  sendMany(values: Iterable<T>, options?: WaitOptions): Promise<void> {
    return sendMany(this.#core, [...values], options);
  }

  /** A send for `select`. */
  sending(value: T): Operation<void> {
    return sending(this.#core, value);
  }

  /**
   * Receives the oldest value, waiting while there is none.
   *
   * If it rejects, no value was taken. O(1), apart from the wait.
   *
   * @param options How long to wait.
   * @throws {ChannelClosedError} If the channel is closed and empty; the
   *   reason of `close` instead, if it had one.
   * @throws {TimeoutError} After `timeout`.
   */
  receive(options?: WaitOptions): Promise<T> {
    return receive(this.#core, options);
  }

  /** Receives the oldest value if that needs no wait. O(1). */
  tryReceive(): ChannelReceiveResult<T> {
    return tryReceive(this.#core);
  }

  /** Receives at least one value and at most `max`, as `receive`. */
  receiveMany(max: number, options?: WaitOptions): Promise<T[]> {
    return receiveMany(this.#core, max, options);
  }

  /** A receive for `select`. */
  receiving(): Operation<T> {
    return receiving(this.#core);
  }

  /** Receives a value that goes back unless its lease says it is done. */
  lease(options?: WaitOptions): Promise<Lease<T>> {
    return lease(this.#core, options);
  }

  /**
   * Says that one received value is finished, for {@linkcode join}.
   *
   * @throws {RangeError} If all accepted values are finished already.
   */
  taskDone(): void {
    this.#core.tasks.done();
  }

  /** Waits until every value that was accepted is finished. */
  join(options?: WaitOptions): Promise<void> {
    return this.#core.tasks.join(options);
  }

  /**
   * Closes the channel: what is in the buffer can still be received.
   *
   * Sends that wait reject, receives reject once the buffer is empty: with the
   * reason, if there is one. Closing again does nothing.
   */
  close(...reason: readonly [reason?: unknown]): void {
    this.#core.close(reason);
  }

  /** Closes the channel and discards what is in the buffer. */
  abort(...reason: readonly [reason?: unknown]): void {
    this.#core.abort(reason);
  }

  /** Changes the capacity; what is inside stays, also above it. */
  resize(capacity: number): void {
    this.#core.resize(capacity);
  }

  /** Whether the channel is closed. */
  get closed(): boolean {
    return this.#core.closed;
  }

  /** How many values are in the buffer. */
  get size(): number {
    return this.#core.buffer.length;
  }

  /** How much the buffer holds. */
  get capacity(): number {
    return this.#core.capacity;
  }

  /** What the channel knows about itself now. */
  stats(): ChannelStats {
    return stats(this.#core);
  }

  /** This channel, as an end that only receives. */
  get readonly(): Receiver<T> {
    return this;
  }

  /** This channel, as an end that only sends. */
  get writeonly(): Sender<T> {
    return this;
  }

  /** Iterates until the channel is closed and empty. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this.values();
  }

  /** Iterates with a limit for each wait. */
  values(options?: WaitOptions): AsyncIterableIterator<T> {
    return new ChannelIterator(this.#core, options);
  }

  /** A stream that receives when it is read; its cancel closes the channel. */
  toReadableStream(): ReadableStream<T> {
    return toReadableStream(this.#core);
  }

  /** Closes the channel. */
  [Symbol.dispose](): void {
    this.close();
  }

  /**
   * Closes the channel. Waits for nobody, since a lease that is still open may
   * never end; call {@linkcode join} before to wait for consumers.
   */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }
}
