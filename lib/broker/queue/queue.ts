/**
 * What a queue is on the broker: streams, a consumer, subjects and their settings.
 *
 * @module
 */

import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from "../../deps/nats_jetstream.ts";
import { nanos } from "../../deps/nats_transport.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";

/** The consumer that all workers of a queue share. */
export const CONSUMER = "workers";

/** How many dead letters a queue keeps before its workers wait. */
export const DEAD_CAPACITY = 100_000;

/** Within it, an id is stored once, in milliseconds. */
const LEAST_WINDOW_MS = 120_000;

/** How a queue is made, where there is none yet. */
export interface QueueOptions {
  /** Most values in the queue, those that are being worked on included. */
  readonly capacity: number;
  /**
   * How long a worker may be silent before its values go to others, in
   * milliseconds.
   *
   * @default {30000}
   */
  readonly lease?: number | undefined;
  /**
   * How many servers of a cluster keep a copy.
   *
   * @default {1}
   */
  readonly replicas?: number | undefined;
  /**
   * Most values that are worked on at the same time, on all machines together;
   * with 1, they are finished in order.
   *
   * @default {Infinity}
   */
  readonly running?: number | undefined;
}

/** The names that belong to a queue. */
export function namesOf(queue: string): {
  readonly items: string;
  readonly freed: string;
  readonly presence: string;
  readonly dead: string;
} {
  const prefix = `sluice.${queue}`;
  return {
    items: `${prefix}.items`,
    freed: `${prefix}.freed`,
    presence: `${prefix}.presence`,
    dead: `${queue}-dead`,
  };
}

/** A queue as the broker has it. */
export interface QueueInfo {
  readonly capacity: number;
  /** Within it, an id is stored once, in milliseconds. */
  readonly window: number;
  readonly sealed: boolean;
}

/**
 * Finds a queue, or makes it.
 *
 * @throws {BrokerError} Of kind `missing` if there is none and no `options`; of
 * kind `settings` if a stream of that name is no queue.
 */
export async function findQueue(
  connection: Connection,
  name: string,
  options: QueueOptions | undefined,
): Promise<QueueInfo> {
  const found = await streamInfo(connection, name);
  if (found !== undefined) return checkQueue(found);
  if (options === undefined) throw missing(name);
  checkOptions(options);
  await makeQueue(connection, namesOf(name).dead, {
    ...options,
    capacity: DEAD_CAPACITY,
    running: Infinity,
  });
  return checkQueue(await makeQueue(connection, name, options));
}

/**
 * The consumer of a queue; made anew, as `config` says, if it is not there.
 *
 * Whoever made the queue may have died before it made that one.
 */
export async function findConsumer(
  connection: Connection,
  name: string,
  config: Partial<ConsumerConfig> = consumerConfig({}),
): Promise<ConsumerInfo> {
  const { consumers } = connection.jsm;
  return await retryRequest(connection, () => consumers.info(name, CONSUMER))
    .catch((error: unknown) => {
      const { cause } = error instanceof BrokerError ? error : { cause: null };
      const isMissing = cause instanceof JetStreamApiError &&
        cause.name === "ConsumerNotFoundError";
      if (!isMissing) throw error;
      return retryRequest(connection, () => consumers.add(name, config));
    });
}

/**
 * Makes the consumer of a queue forget what it has given out: all that is in the
 * queue is given out again.
 */
export async function renewConsumer(
  connection: Connection,
  name: string,
  config: Partial<ConsumerConfig>,
): Promise<void> {
  const { consumers } = connection.jsm;
  await retryRequest(connection, () => consumers.delete(name, CONSUMER))
    .catch((error: unknown) => {
      // Another worker may be doing the same.
      if (!(error instanceof BrokerError) || error.kind !== "missing") {
        throw error;
      }
    });
  await findConsumer(connection, name, config);
}

async function makeQueue(
  connection: Connection,
  name: string,
  options: QueueOptions,
): Promise<StreamInfo> {
  const { streams, consumers } = connection.jsm;
  // A stream that two make at once is made once.
  const info = await retryRequest(
    connection,
    () => streams.add(streamConfig(name, options)),
  )
    .catch(async (error: unknown) => {
      const found = await streamInfo(connection, name);
      if (found === undefined) throw error;
      return found;
    });
  await retryRequest(
    connection,
    () => consumers.add(name, consumerConfig(options)),
  );
  return info;
}

function streamConfig(
  name: string,
  { capacity, replicas = 1, lease = 0 }: QueueOptions,
): Partial<StreamConfig> & { name: string } {
  return {
    name,
    subjects: [namesOf(name).items],
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.New,
    storage: StorageType.File,
    max_msgs: capacity,
    num_replicas: replicas,
    duplicate_window: nanos(Math.max(LEAST_WINDOW_MS, 4 * lease)),
  };
}

function consumerConfig(
  { lease = 30_000, running = Infinity }: Partial<QueueOptions>,
): Partial<ConsumerConfig> {
  return {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(lease),
    // Given up by us, not by the broker: there it would take up room for ever.
    max_deliver: -1,
    max_ack_pending: running === Infinity ? -1 : running,
  };
}

function checkOptions({ capacity, lease = 1000, running = 1 }: QueueOptions) {
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new RangeError(
      `Cannot use a capacity of ${capacity}: it must be an integer above 0`,
    );
  }
  if (!(lease >= 500)) {
    throw new RangeError(
      `Cannot use a lease of ${lease}: it must be at least 500 milliseconds`,
    );
  }
  if (running !== Infinity && !(Number.isInteger(running) && running >= 1)) {
    throw new RangeError(
      `Cannot run ${running} at a time: it must be an integer above 0`,
    );
  }
}

/** A stream, or undefined if there is none. */
export async function streamInfo(
  connection: Connection,
  name: string,
): Promise<StreamInfo | undefined> {
  try {
    return await retryRequest(
      connection,
      () => connection.jsm.streams.info(name),
    );
  } catch (error) {
    if (error instanceof BrokerError && isNoStream(error.cause)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether the broker says that there is no such stream. */
export function isNoStream(error: unknown): boolean {
  return error instanceof JetStreamApiError &&
    error.name === "StreamNotFoundError";
}

function checkQueue({ config }: StreamInfo): QueueInfo {
  const isQueue = config.retention === RetentionPolicy.Workqueue &&
    config.discard === DiscardPolicy.New && config.max_msgs > 0;
  if (!isQueue) {
    throw new BrokerError(
      "settings",
      `Cannot use ${config.name}: a stream of that name is no queue of ours`,
    );
  }
  return {
    capacity: config.max_msgs,
    window: config.duplicate_window / 1e6,
    sealed: config.sealed,
  };
}

/** The error for a queue that is not there. */
export function missing(name: string): BrokerError {
  return new BrokerError(
    "missing",
    `Cannot use ${name}: there is no such queue`,
  );
}

/** Closes a queue: what is in it can still be taken. */
export async function sealQueue(
  connection: Connection,
  name: string,
): Promise<void> {
  try {
    const { streams } = connection.jsm;
    // The client's types forget this one, which the broker knows.
    const sealed: object = { sealed: true };
    await retryRequest(connection, () => streams.update(name, sealed));
  } catch (error) {
    // Closed by another, or by us with an answer that was lost.
    const info = await streamInfo(connection, name);
    if (!info?.config.sealed) throw error;
  }
}
