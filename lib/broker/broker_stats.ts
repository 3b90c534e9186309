import { delay } from "../deps/std/delay.ts";
import { TimeoutError } from "../errors.ts";
import { checkWait, type WaitOptions } from "../internal/deadline.ts";
import type { BrokerStats } from "./channel_options.ts";
import type { Link } from "./link.ts";
import { persist } from "./persist.ts";
import { CONSUMER, missing, namesOf, streamInfo } from "./queue.ts";

/** How often the broker is asked whether everything is finished, in ms. */
const JOIN_POLL_MS = 250;

/** Waits until a queue holds nothing. */
export async function joinQueue(
  link: Link,
  name: string,
  options: WaitOptions,
): Promise<void> {
  checkWait(options);
  const { timeout = Infinity, signal } = options;
  const end = performance.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    const { waiting, running, stuck } = await brokerStats(link, name);
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
  link: Link,
  name: string,
): Promise<BrokerStats> {
  const { consumers } = link.jsm;
  const [stream, consumer, dead] = await Promise.all([
    streamInfo(link, name),
    persist(link, () => consumers.info(name, CONSUMER)),
    streamInfo(link, namesOf(name).dead),
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
