import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  type StreamConfig,
  type StreamInfo,
} from "../../deps/nats_jetstream.ts";
import { millis } from "../../deps/nats_transport.ts";
import { BrokerError } from "../broker_error.ts";
import type { Connection } from "../connection/connection.ts";
import { retryRequest } from "../connection/retry_request.ts";
import { namesOf } from "./names.ts";

/** What a stream of ours is; said in its metadata. */
export type StreamKind = "queue" | "dead-letters" | "sends";

const KIND = "sluice-kind";

/** The metadata of a stream of ours. */
export function metadataOf(kind: StreamKind): Record<string, string> {
  return { [KIND]: kind };
}

/** What a stream says that it is; undefined for one that says nothing. */
export function kindOf(
  { metadata }: Pick<StreamConfig, "metadata">,
): string | undefined {
  return metadata?.[KIND];
}

/** A queue as the broker has it. */
export interface QueueInfo {
  readonly capacity: number;
  /** Within it, an id is stored once, in milliseconds. */
  readonly window: number;
  readonly isClosed: boolean;
  /** Whether it holds dead letters: then it is never closed, and empty is the end. */
  readonly isDead: boolean;
  /** How many values are in it. */
  readonly size: number;
  /** The position of the oldest of them. */
  readonly first: number;
  /** The position of the newest value that it ever had. */
  readonly last: number;
  /** Tells it from an earlier queue of the same name. */
  readonly created: string;
}

/** A stream as a queue. */
export function toQueueInfo(info: StreamInfo): QueueInfo {
  const { config } = info;
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
    window: millis(config.duplicate_window),
    isClosed: isClosed(info),
    isDead: kindOf(config) === "dead-letters",
    size: info.state.messages,
    first: info.state.first_seq,
    last: info.state.last_seq,
    created: new Date(info.created).getTime().toString(36),
  };
}

/** Whether nothing more can be sent to a queue. */
export function isClosed({ config }: StreamInfo): boolean {
  return config.sealed ||
    config.subjects.includes(namesOf(config.name).closed);
}

/**
 * Whether a queue is closed, or is one that never is, and nothing is left in it: of dead
 * letters, none of those up to position `last`, since those that fail again are put behind
 * them.
 */
export function isOver(
  { isClosed, isDead, size, first }: QueueInfo,
  last = Infinity,
): boolean {
  return (isClosed || isDead) && size === 0 || isDead && first > last;
}

/** A stream, or undefined if there is none. */
export async function streamInfo(
  connection: Connection,
  name: string,
): Promise<StreamInfo | undefined> {
  try {
    const { streams } = connection.jsm;
    return await retryRequest(connection, () => streams.info(name));
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

/** The error for a queue that is not there. */
export function missing(name: string): BrokerError {
  return new BrokerError(
    "missing",
    `Cannot use ${name}: there is no such queue`,
  );
}

/** Turns "no such message" and "no such stream" into null; throws all else. */
export function nullIfAbsent(error: unknown): null {
  const { cause } = error instanceof BrokerError ? error : { cause: undefined };
  if (cause instanceof JetStreamApiError && cause.status === 404) return null;
  throw error;
}
