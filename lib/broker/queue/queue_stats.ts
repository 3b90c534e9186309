import { delay } from "../../deps/std/delay.ts";
import { TimeoutError } from "../../errors.ts";
import { badTimeout, type WaitOptions } from "../../internal/deadline.ts";
import type { BrokerStats } from "../channel_options.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { CONSUMER, missing, namesOf, streamInfo } from "./queue.ts";

/** How often the broker is asked whether everything is finished, in ms. */
const JOIN_POLL_MS = 250;

/** Waits until a queue holds nothing. */
export async function joinQueue(
  connection: Connection,
  name: string,
  options: WaitOptions,
): Promise<void> {
  const bad = badTimeout(options);
  if (bad !== undefined) throw bad;
  const { timeout = Infinity, signal } = options;
  const end = performance.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    const { waiting, running, stuck } = await brokerStats(connection, name);
    if (waiting + running + stuck === 0) return;
    if (performance.now() >= end) {
      throw new TimeoutError("Cannot join: time is out");
    }
    const pause = Math.min(JOIN_POLL_MS, end - performance.now());
    await delay(pause, signal && { signal }).catch(() => {});
  }
}

/** Asks the broker what a queue looks like. */
export async function brokerStats(
  connection: Connection,
  name: string,
): Promise<BrokerStats> {
  const { consumers } = connection.jsm;
  const [stream, consumer, dead] = await Promise.all([
    streamInfo(connection, name),
    retryRequest(connection, () => consumers.info(name, CONSUMER)),
    streamInfo(connection, namesOf(name).dead),
  ]);
  if (stream === undefined) throw missing(name);
  const { messages, last_seq } = stream.state;
  const { num_pending, num_ack_pending } = consumer;
  // The answers are of slightly different moments.
  const running = Math.min(num_ack_pending, messages);
  const died = dead?.state.last_seq ?? 0;
  return Object.freeze({
    waiting: Math.min(num_pending, messages - running),
    running,
    done: Math.max(0, last_seq - messages - died),
    dead: dead?.state.messages ?? 0,
    capacity: stream.config.max_msgs,
    closed: stream.config.sealed,
    stuck: Math.max(0, messages - num_pending - num_ack_pending),
  });
}
