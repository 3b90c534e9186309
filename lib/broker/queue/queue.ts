/**
 * A queue on the broker: found, made, closed and opened again.
 *
 * @module
 */

import type { StreamInfo } from "../../deps/nats_jetstream.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { makeProgresses } from "../sending/send_progress.ts";
import { isReserved, namesOf } from "./names.ts";
import {
  consumerConfig,
  DEAD_CAPACITY,
  type QueueOptions,
  streamConfig,
} from "./queue_config.ts";
import {
  isClosed,
  kindOf,
  missing,
  type QueueInfo,
  streamInfo,
  type StreamKind,
  toQueueInfo,
} from "./stream_info.ts";

/**
 * Finds a queue, or makes it.
 *
 * @throws {BrokerError} Of kind `missing` if there is none and no `options`; of
 * kind `settings` if a stream of that name is no queue, or may not be one.
 */
export async function findQueue(
  connection: Connection,
  name: string,
  options: QueueOptions | undefined,
): Promise<QueueInfo> {
  const found = await streamInfo(connection, name);
  if (found !== undefined) return toQueueInfo(found);
  if (options === undefined) throw missing(name);
  if (isReserved(name)) throw reserved(name);
  const { lease, replicas = 1 } = options;
  await Promise.all([
    findDeadQueue(connection, name, { lease, replicas }),
    makeProgresses(connection, name, replicas),
  ]);
  return toQueueInfo(await makeQueue(connection, name, options));
}

/** Finds the queue of a queue's dead letters, or makes it. */
export async function findDeadQueue(
  connection: Connection,
  queue: string,
  options: Pick<QueueOptions, "lease" | "replicas"> = {},
): Promise<QueueInfo> {
  const name = namesOf(queue).dead;
  const info = await streamInfo(connection, name) ??
    await makeQueue(
      connection,
      name,
      { ...options, capacity: DEAD_CAPACITY },
      "dead-letters",
    );
  if (kindOf(info.config) === "queue") {
    throw new BrokerError(
      "settings",
      `Cannot use ${queue}: ${name}, where its dead letters go, is a queue of its own`,
    );
  }
  return toQueueInfo(info);
}

function reserved(name: string): BrokerError {
  return new BrokerError(
    "settings",
    `Cannot make ${name}: names that end in -dead or -sends are kept for what ` +
      "belongs to another queue",
  );
}

async function makeQueue(
  connection: Connection,
  name: string,
  options: QueueOptions,
  kind: StreamKind = "queue",
): Promise<StreamInfo> {
  const { streams, consumers } = connection.jsm;
  // A stream that two make at once is made once.
  const info = await retryRequest(
    connection,
    () => streams.add(streamConfig(name, kind, options)),
  )
    .catch(async (error: unknown) => {
      const found = await streamInfo(connection, name);
      if (found === undefined) throw error;
      return found;
    });
  const config = consumerConfig(options);
  await retryRequest(connection, () => consumers.add(name, config));
  return info;
}

/**
 * Closes a queue: what is in it can still be taken.
 *
 * Its subject goes, so that the broker itself refuses what is sent; what was sent keeps
 * its place. Unlike a sealed stream, such a queue can be opened again.
 */
export async function closeQueue(
  connection: Connection,
  name: string,
): Promise<void> {
  await setSubject(connection, name, namesOf(name).closed);
}

/**
 * Opens a closed queue again.
 *
 * @throws {BrokerError} If it was sealed, which the broker does for good.
 */
export async function reopenQueue(
  connection: Connection,
  name: string,
): Promise<void> {
  await setSubject(connection, name, namesOf(name).items);
}

async function setSubject(
  connection: Connection,
  name: string,
  subject: string,
): Promise<void> {
  const info = await streamInfo(connection, name);
  if (info === undefined) throw missing(name);
  const wanted = subject === namesOf(name).closed;
  if (isClosed(info) === wanted) return;
  const { streams } = connection.jsm;
  try {
    await retryRequest(
      connection,
      () => streams.update(name, { subjects: [subject] }),
    );
  } catch (error) {
    // Done by another, or by us with an answer that was lost.
    const info = await streamInfo(connection, name);
    if (info === undefined || isClosed(info) !== wanted) throw error;
  }
}
