import type { Core } from "./core.ts";
import type { ChannelStats } from "./options.ts";

/** Reads the figures of a channel, and changes nothing. */
export function stats<T>(core: Core<T>): ChannelStats {
  const { buffer, senders, receivers, tasks, losses } = core;
  const now = performance.now();
  const wait = Math.min(
    senders.first?.since ?? now,
    receivers.first?.since ?? now,
  );
  return Object.freeze({
    buffered: buffer.length,
    weight: buffer.weight,
    capacity: core.capacity,
    waitingSenders: senders.size,
    waitingReceivers: receivers.size,
    accepted: core.accepted,
    received: core.accepted - buffer.length - losses.undelivered,
    undelivered: losses.undelivered,
    refused: losses.refused,
    unfinished: tasks.unfinished,
    oldestAge: buffer.length === 0 ? 0 : now - buffer.oldest,
    longestWait: now - wait,
  });
}
