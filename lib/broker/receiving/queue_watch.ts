import type { ConsumerConfig } from "../../deps/nats_jetstream.ts";
import { ChannelClosedError } from "../../errors.ts";
import type { Connection } from "../connection/connection.ts";
import { findConsumer, renewConsumer } from "../queue/consumer.ts";
import {
  isOver,
  missing,
  type QueueInfo,
  streamInfo,
  toQueueInfo,
} from "../queue/stream_info.ts";
import type { RoomSignals } from "../sending/room_signals.ts";

/** How often a queue that gives nothing is looked at, in milliseconds. */
const LOOK_MS = 1000;

/** Shortest time between two looks, in milliseconds. */
const SOON_MS = 50;

/** What a {@linkcode QueueWatch} works with. */
export interface WatchParts {
  readonly connection: Connection;
  readonly queue: string;
  /** The queue as it was when it was opened. */
  readonly info: QueueInfo;
  readonly config: ConsumerConfig;
  readonly signals: RoomSignals;
  /** Whether a take waits for values, and none is held here. */
  readonly isIdle: () => boolean;
  /** Called when nothing will come any more. */
  readonly onEnd: (error: Error) => void;
}

/**
 * Finds out why a queue gives nothing: it is closed and empty, it is gone, its consumer
 * is gone, or the server forgot some of it.
 *
 * Invariant: at most one look is under way, and at most one is due; none once it was
 * stopped.
 */
export class QueueWatch {
  readonly #parts: WatchParts;
  #isLooking = false;
  #isStopped = false;
  #isClosed = false;
  /** Whether it was said to be closed since the last look. */
  #isNews = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lookedAt = -Infinity;
  /** How many values no consumer was given, at the last look. */
  #stuck: number | undefined;

  /** Watches one queue, once {@linkcode start} was called. */
  constructor(parts: WatchParts) {
    this.#parts = parts;
    parts.signals.listen((_, isClosed) => {
      if (isClosed) this.#isClosed = this.#isNews = true;
      if (this.#isClosed) this.lookSoon();
    });
  }

  /** Looks from now on whenever nothing came for a second. */
  start(): void {
    if (this.#isStopped) return;
    const wait = this.#isNews ? SOON_MS : LOOK_MS;
    this.#timer ??= setTimeout(() => this.#due(), wait);
  }

  /** Puts the next look off: something came. */
  putOff(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks at once, if there is reason to think that the end has come. */
  lookSoon(): void {
    if (this.#isStopped || !this.#parts.isIdle()) return;
    this.putOff();
    const wait = this.#lookedAt + SOON_MS - performance.now();
    this.#timer = setTimeout(() => this.#due(), Math.max(0, wait));
  }

  /** Stops looking, for good; a look that is under way has no effect. */
  stop(): void {
    this.#isStopped = true;
    this.putOff();
  }

  #due(): void {
    this.#timer = undefined;
    if (this.#parts.isIdle()) void this.look();
    else this.start();
  }

  /** Looks; with `trouble`, also at the consumer. */
  async look(trouble?: Error): Promise<void> {
    if (this.#isLooking || this.#isStopped) return;
    this.#isLooking = true;
    this.#isNews = false;
    this.#lookedAt = performance.now();
    try {
      const end = await this.#findEnd();
      if (this.#isStopped) return;
      if (end !== undefined) return this.#parts.onEnd(end);
      const { connection, queue, config } = this.#parts;
      if (trouble !== undefined) await findConsumer(connection, queue, config);
    } catch (error) {
      if (!this.#isStopped) this.#parts.onEnd(error as Error);
      return;
    }
    this.#isLooking = false;
    this.start();
  }

  async #findEnd(): Promise<Error | undefined> {
    const { connection, queue } = this.#parts;
    const stream = await streamInfo(connection, queue);
    if (stream === undefined) return missing(queue);
    const info = toQueueInfo(stream);
    this.#isClosed = info.isClosed || info.isDead || this.#isNews;
    if (isOver(info, this.#parts.info.last)) {
      const why = info.isClosed ? "the queue is closed" : "it is empty";
      return new ChannelClosedError(`Cannot receive: ${why}`);
    }
    if (info.size > 0) await this.#rescue(info.size);
    else this.#stuck = undefined;
    return undefined;
  }

  /**
   * Looks after values that no consumer is given.
   *
   * A server that was restarted may have forgotten that a value left the queue, and
   * remember that it was finished: it would take up room without end. Only while no consumer
   * holds any value, since all that is in the queue is given out again.
   */
  async #rescue(size: number): Promise<void> {
    const { connection, queue, config } = this.#parts;
    const info = await findConsumer(connection, queue, config);
    if (info.num_pending + info.num_ack_pending > 0) this.#stuck = undefined;
    else if (this.#stuck !== size) this.#stuck = size;
    else {
      this.#stuck = undefined;
      await renewConsumer(connection, queue, config);
    }
  }
}
