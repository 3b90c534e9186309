import type { WaitOptions } from "../internal/deadline.ts";
import type { ConnectOptions } from "./connection/connection.ts";
import type { QueueOptions } from "./queue/queue.ts";

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
  /**
   * How values become bytes.
   *
   * @default {JSON}
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

/** How a value is sent. */
export interface SendOptions extends WaitOptions {
  /**
   * Names the value: the queue stores what has the same id once, within two minutes
   * or more. Send again with the same id what may have been sent.
   *
   * @default {one that no other value has}
   */
  readonly id?: string | undefined;
}

/** What a queue looks like at one moment. */
export interface BrokerStats {
  /** Values that nobody works on. */
  readonly waiting: number;
  /** Values that somebody holds, or that wait for another try. */
  readonly running: number;
  /** Values that were finished, dead ones not counted. */
  readonly done: number;
  /** Dead letters that are kept. */
  readonly dead: number;
  /** Most values the queue holds, waiting and running. */
  readonly capacity: number;
  /** Whether nothing more can be sent. */
  readonly closed: boolean;
  /** Values that take up room and are given to nobody: a fault of the server. */
  readonly stuck: number;
}

/** JSON texts in UTF-8. */
export const JSON_CODEC: Codec<unknown> = {
  encode(value) {
    const text = JSON.stringify(value);
    if (text === undefined) {
      throw new TypeError(
        `Cannot send: JSON cannot hold a value of type ${typeof value}`,
      );
    }
    return new TextEncoder().encode(text);
  },
  decode: (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
};
