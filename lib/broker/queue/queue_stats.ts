import { TimeoutError } from "../../errors.ts";
import { badTimeout, type WaitOptions } from "../../internal/deadline.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { CONSUMER, namesOf } from "./names.ts";
import { poll } from "./poll.ts";
import { isClosed, missing, streamInfo } from "./stream_info.ts";

/** What a queue looks like at one moment. */
export interface BrokerStats {
  /** Values that no consumer works on. */
  readonly waiting: number;
  /** Values that a consumer holds, or that wait for another try. */
  readonly running: number;
  /** Values that were finished or removed, dead ones not counted. */
  readonly done: number;
  /** Dead letters that are kept. */
  readonly dead: number;
  /** Most values the queue holds, waiting and running. */
  readonly capacity: number;
  /** Whether nothing more can be sent. */
  readonly closed: boolean;
  /** Whether nothing is given out until `resume`. */
  readonly paused: boolean;
  /** Values that take up room and that no consumer is given: a fault of the server. */
  readonly stuck: number;
  /** How many machines ask for values at the moment. */
  readonly readers: number;
}

/** Waits until a queue holds nothing. */
export async function joinQueue(
  connection: Connection,
  name: string,
  options: WaitOptions,
): Promise<void> {
  const bad = badTimeout(options);
  if (bad !== undefined) throw bad;
  const late = () => new TimeoutError("Cannot join: time is out");
  const look = async () => {
    const { waiting, running, stuck } = await queueStats(connection, name);
    return waiting + running + stuck === 0;
  };
  await poll(connection, { look, late }, options);
}

/** Asks the broker what a queue looks like. */
export async function queueStats(
  connection: Connection,
  name: string,
): Promise<BrokerStats> {
  const stream = await streamInfo(connection, name);
  if (stream === undefined) throw missing(name);
  const { consumers } = connection.jsm;
  const [consumer, dead] = await Promise.all([
    retryRequest(connection, () => consumers.info(name, CONSUMER)),
    streamInfo(connection, namesOf(name).dead),
  ]);
  const { messages, last_seq } = stream.state;
  const { num_pending, num_ack_pending } = consumer;
  // The answers are of slightly different moments.
  const running = Math.min(num_ack_pending, messages);
  const isDead = namesOf(name).dead === name;
  const died = isDead ? 0 : dead?.state.last_seq ?? 0;
  return Object.freeze({
    waiting: Math.min(num_pending, messages - running),
    running,
    done: Math.max(0, last_seq - messages - died),
    dead: dead?.state.messages ?? 0,
    capacity: stream.config.max_msgs,
    closed: isClosed(stream),
    paused: consumer.paused ?? false,
    stuck: Math.max(0, messages - num_pending - num_ack_pending),
    readers: consumer.num_waiting,
  });
}
