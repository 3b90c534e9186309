import { checkInteger } from "../internal/checks.ts";
import type { WaitOptions } from "../internal/deadline.ts";
import type { ConnectOptions } from "./connection/connection.ts";
import { checkQueueOptions, type QueueOptions } from "./queue/queue_config.ts";

/** How values become bytes on the broker, and come back. */
export interface Codec<T> {
  /** Makes bytes of a value. */
  encode(value: T): Uint8Array;
  /** Makes a value of bytes; what it throws makes of them a dead letter. */
  decode(bytes: Uint8Array): T;
}

/** How a {@linkcode JetStreamChannel} is opened. */
export interface OpenOptions<T> extends ConnectOptions {
  /** How to make the queue if there is none; without, that is an error. */
  readonly create?: QueueOptions | undefined;
  /** Waits until the queue is made, if there is none. */
  readonly wait?: QueueWait | undefined;
  /**
   * How values become bytes.
   *
   * @default {JSON, with all digits: an integer beyond 2^53 comes back as a BigInt}
   */
  readonly codec?: Codec<T> | undefined;
  /**
   * Most sends that are on their way at once; with 1, values keep the order of
   * their sends.
   *
   * @default {64}
   */
  readonly window?: number | undefined;
  /**
   * How often a value may be taken without an outcome before it is put aside: then
   * it is the value, and not the machine, that ends its workers.
   *
   * @default {10}
   */
  readonly attempts?: number | undefined;
}

/** Throws a RangeError for options with which no channel works. */
export function checkOpenOptions(
  { window, attempts, create }: Pick<
    OpenOptions<unknown>,
    "window" | "attempts" | "create"
  >,
): void {
  if (window !== undefined) checkInteger("a window of", window, { least: 1 });
  if (attempts !== undefined) {
    checkInteger("attempts of", attempts, { least: 1, orInfinity: true });
  }
  if (create !== undefined) checkQueueOptions(create);
}

/** How long to wait for a queue that is not there yet. */
export interface QueueWait extends WaitOptions {
  /** Called once when there is something to wait for. */
  readonly onWait?: (() => void) | undefined;
}

/** How a value is sent. */
export interface SendOptions extends WaitOptions {
  /**
   * Names the value, in at most 256 printable characters of ASCII: the queue stores the
   * same value under the same id once, within two minutes or more. Send again with the
   * same id what may have been sent.
   *
   * @default {one that no other value has}
   */
  readonly id?: string | undefined;
  /**
   * What {@linkcode digestOf} says of the value's bytes, for a caller that needs it as
   * well; it is used only with an `id`.
   *
   * @default {computed}
   */
  readonly digest?: string | undefined;
}

/** How the result of an item is sent. */
export interface ResultOptions extends WaitOptions {
  /**
   * Whether to wait while the queue is full; if not, it resolves to undefined then.
   *
   * @default {true}
   */
  readonly mayWait?: boolean | undefined;
}

/** What the broker says of a value that it holds. */
export interface SendReceipt {
  /** The value's position in the queue, from 1. */
  readonly sequence: number;
  /** Whether the same value was sent with the same id before, and stored then. */
  readonly isDuplicate: boolean;
}
