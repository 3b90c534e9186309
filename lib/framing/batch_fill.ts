import { BUFFER_SIZE } from "./buffer_pool.ts";

/** Fewer bytes are not read at a time, however short lines are. */
const LEAST = 64 * 2 ** 10;

/** How full a batch is to be: lines differ, and what is over needs a batch of its own. */
const FULLNESS = 0.95;

/** When a line that has begun takes more of what is to be filled, all of it is. */
const MOST_KEPT = 0.75;

/** Learns how far to read for one batch: to cut a batch costs a walk over its lines. */
export class BatchFill {
  #size = BUFFER_SIZE;
  readonly #maxItems: number;

  /** A batch has `maxItems` items at most. */
  constructor(maxItems: number) {
    this.#maxItems = maxItems;
  }

  /** Takes in that so many items took so many bytes. */
  learn(bytes: number, items: number): void {
    const size = Math.floor(FULLNESS * this.#maxItems * bytes / items);
    this.#size = Math.min(BUFFER_SIZE, Math.max(LEAST, size));
  }

  /** Where reading should end in a buffer of which the first bytes, `kept`, are used. */
  limitOf(buffer: Uint8Array, kept: number): number {
    return kept > MOST_KEPT * this.#size ? buffer.length : this.#size;
  }
}
