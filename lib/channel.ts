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
 * Values come out in the order they went in, and waits are served in the order
 * of arrival. A wait that rejects has changed nothing. Every call is O(1) apart
 * from its wait, unless it says otherwise.
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
   * @param options How much it holds, and what happens to a value that does not fit.
   * @throws {RangeError} If the capacity is not an integer >= 0.
   */
  constructor(options: ChannelOptions<T> = {}) {
    this.#core = new Core(options);
  }

  /**
   * Sends a value, waiting while the channel is full.
   *
   * Resolves when the value is in the buffer or was handed to a receiver. If it
   * rejects, the value was not sent.
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

  /** Sends a value if that needs no wait; `false` if not, also when closed. */
  trySend(value: T): boolean {
    return trySend(this.#core, value);
  }

  /**
   * Sends values in order, waiting while the channel is full.
   *
   * Resolves when all are sent; those that have to wait stand in one place in
   * line, so that no value of others comes between them. If it rejects, the
   * first ones may have been sent. O(n) in the number of values.
   *
   * @throws {UnsentError} With the values that were not sent, and as its `cause`
   *   what `send` would have rejected with.
   */
  sendMany(values: Iterable<T>, options?: WaitOptions): Promise<void> {
    return sendMany(this.#core, [...values], options);
  }

  /**
   * A send as a case of `select`; does nothing by itself.
   *
   * @throws {RangeError} If the `size` of the value is no weight.
   */
  sending(value: T): Operation<void> {
    return sending(this.#core, value);
  }

  /**
   * Receives the oldest value, waiting while there is none.
   *
   * If it rejects, no value was taken.
   *
   * @param options How long to wait.
   * @throws {ChannelClosedError} If the channel is closed and empty; the
   *   reason of `close` instead, if it had one.
   * @throws {TimeoutError} After `timeout`.
   */
  receive(options?: WaitOptions): Promise<T> {
    return receive(this.#core, options);
  }

  /** Receives the oldest value if that needs no wait; says if there is none. */
  tryReceive(): ChannelReceiveResult<T> {
    return tryReceive(this.#core);
  }

  /**
   * Receives at least one value and at most `max`, waiting while there is none.
   *
   * Rejects as `receive` does, and then no value was taken. O(n) in the values.
   *
   * @param max At least 1; `Infinity` takes all that is there.
   * @throws {RangeError} If `max` is something else.
   */
  receiveMany(max: number, options?: WaitOptions): Promise<T[]> {
    return receiveMany(this.#core, max, options);
  }

  /** A receive as a case of `select`; does nothing by itself. */
  receiving(): Operation<T> {
    return receiving(this.#core);
  }

  /**
   * Receives a value that goes back unless its lease is ended by `done()`.
   *
   * Rejects as `receive` does, and then no value was taken.
   */
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

  /**
   * Waits until every value that was accepted is finished.
   *
   * Rejects with the reason of `abort`, if values were unfinished then. A value
   * that was dropped or thrown away counts as finished.
   *
   * @throws {TimeoutError} After `timeout`.
   */
  join(options?: WaitOptions): Promise<void> {
    return this.#core.tasks.join(options);
  }

  /**
   * Closes the channel: what is in the buffer can still be received.
   *
   * Sends reject with a `ChannelClosedError` that has their value. Receives
   * reject once the buffer is empty, with the reason or, without one, a
   * `ChannelClosedError`; without one, iteration just ends. Closing again does
   * nothing. O(n) in the number of waits.
   *
   * @param reason What receives reject with; `undefined` is a reason, too.
   */
  close(...reason: readonly [reason?: unknown]): void {
    this.#core.close(reason);
  }

  /**
   * Closes the channel and throws away what is in the buffer.
   *
   * Each of those values is told to `onUndelivered`. Aborting a closed channel
   * keeps its reason; aborting again does nothing. O(n) in values and waits.
   *
   * @param reason What receives and `join` reject with.
   */
  abort(...reason: readonly [reason?: unknown]): void {
    this.#core.abort(reason);
  }

  /**
   * Changes the capacity; what is inside stays, also above it.
   *
   * Sends that fit now go on; with a `size`, those that never can reject with a
   * `RangeError`. O(n) in the number of waits.
   *
   * @throws {RangeError} If the capacity is not an integer >= 0.
   */
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

  /** Figures of this moment and totals; O(n) in the number of waits. */
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

  /**
   * Iterates until the channel is closed and empty, with a limit for each wait.
   *
   * Each step takes a value out of the channel, so several iterators share the
   * values. A step that rejects has taken none, and the iteration can go on.
   */
  values(options?: WaitOptions): AsyncIterableIterator<T> {
    return new ChannelIterator(this.#core, options);
  }

  /**
   * A stream that takes a value only when it is read.
   *
   * It ends as the channel does; its cancel closes the channel.
   */
  toReadableStream(): ReadableStream<T> {
    return toReadableStream(this.#core);
  }

  /** Closes the channel. */
  [Symbol.dispose](): void {
    this.close();
  }

  /**
   * Closes the channel and does not wait, because a lease that is still open may
   * never end; call {@linkcode join} before to wait for consumers.
   */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }
}
