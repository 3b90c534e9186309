import {
  AckPolicy,
  type ConsumerConfig,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "../../deps/nats_jetstream.ts";
import { nanos } from "../../deps/nats_transport.ts";
import { checkInteger, checkNumber } from "../../internal/checks.ts";
import { CONSUMER, namesOf } from "./names.ts";
import { metadataOf, type StreamKind } from "./stream_info.ts";

/** Most dead letters a queue keeps before its workers wait. */
export const DEAD_CAPACITY = 100_000;

/** Within it, an id is stored once, in milliseconds; longer for long leases. */
const LEAST_WINDOW_MS = 120_000;

/** How long a machine may be silent by default, in milliseconds. */
const LEASE_MS = 30_000;

/** How a queue is made, where there is none yet. */
export interface QueueOptions {
  /** Most values in the queue, those that are being worked on included. */
  readonly capacity: number;
  /**
   * How long a worker may be silent before its values go to others, in
   * milliseconds; at least 500.
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

/** Throws a RangeError for options with which there can be no queue. */
export function checkQueueOptions(
  { capacity, lease, replicas, running }: QueueOptions,
): void {
  checkInteger("a capacity of", capacity, { least: 1 });
  if (lease !== undefined) {
    checkNumber("a lease of", lease, { least: 500, finite: true, unit: "ms" });
  }
  if (replicas !== undefined) {
    checkInteger("replicas of", replicas, { least: 1 });
  }
  if (running !== undefined) {
    checkInteger("running of", running, { least: 1, orInfinity: true });
  }
}

/** The stream of a queue. */
export function streamConfig(
  name: string,
  kind: StreamKind,
  { capacity, replicas = 1, lease = 0 }: QueueOptions,
): Partial<StreamConfig> & { name: string } {
  return {
    name,
    subjects: [namesOf(name).items],
    metadata: metadataOf(kind),
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.New,
    storage: StorageType.File,
    max_msgs: capacity,
    num_replicas: replicas,
    duplicate_window: nanos(Math.max(LEAST_WINDOW_MS, 4 * lease)),
  };
}

/** The consumer of a queue. */
export function consumerConfig(
  { lease = LEASE_MS, running = Infinity }: Partial<QueueOptions>,
): Partial<ConsumerConfig> {
  return {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(lease),
    // Given up by us, not by the broker: there it would take up room without end.
    max_deliver: -1,
    max_ack_pending: running === Infinity ? -1 : running,
  };
}
