/**
 * Why a value never reached a receiver.
 *
 * - `"dropped"`: the channel was full and its `overflow` is not `"wait"`.
 * - `"discarded"`: it was in the channel when that was aborted.
 * - `"closed"`: its send was refused because the channel is closed.
 * - `"timeout"`: its send timed out.
 * - `"aborted"`: the signal of its send was aborted.
 * - `"oversize"`: it is heavier than the whole capacity, or was sent together
 *   with one that is.
 */
export type UndeliveredReason =
  | "dropped"
  | "discarded"
  | "closed"
  | "timeout"
  | "aborted"
  | "oversize";

/** Options of a channel. */
export interface ChannelOptions<T = unknown> {
  /**
   * How much the buffer holds: values, or weight if there is a `size`. A
   * non-negative integer. With 0, a send waits for its receiver.
   *
   * @default {0}
   */
  readonly capacity?: number | undefined;
  /**
   * What a value counts against the capacity: a finite number >= 0, asked once
   * for each send. Nothing is weighed while the capacity is 0.
   *
   * @default {() => 1}
   */
  readonly size?: ((value: T) => number) | undefined;
  /**
   * What happens to a value that is sent to a full channel: its send waits, the
   * oldest values are dropped for it, or it is dropped itself.
   *
   * @default {"wait"}
   */
  readonly overflow?: "wait" | "drop-oldest" | "drop-newest" | undefined;
  /**
   * Called exactly once for every value that was accepted, or offered by a
   * send that rejects, and will never be received. An error it throws is
   * reported as an uncaught error, and changes nothing for the channel.
   */
  readonly onUndelivered?:
    | ((value: T, why: UndeliveredReason) => void)
    | undefined;
}

/** The result of a receive that does not wait. */
export type ChannelReceiveResult<T> =
  | { state: "ok"; value: T }
  | { state: "empty" }
  | { state: "closed" };

/** Figures of a channel at one moment, and totals since it was made. */
export interface ChannelStats {
  /** How many values are in the buffer. */
  readonly buffered: number;
  /** Total weight of the values in the buffer; without a `size`, 1 each. */
  readonly weight: number;
  /** How much the buffer holds. */
  readonly capacity: number;
  /** How many sends wait. */
  readonly waitingSenders: number;
  /** How many receives wait. */
  readonly waitingReceivers: number;
  /** How many values were taken in since the channel was made. */
  readonly accepted: number;
  /** How many of those were handed to a receiver and not put back. */
  readonly received: number;
  /** How many of those were dropped or discarded. */
  readonly undelivered: number;
  /** How many sends were rejected, each value counted. */
  readonly refused: number;
  /** How many accepted values are not finished yet. */
  readonly unfinished: number;
  /** Age of the oldest value in the buffer, in milliseconds; 0 without one. */
  readonly oldestAge: number;
  /** How long the longest wait has lasted, in milliseconds; 0 without one. */
  readonly longestWait: number;
}
