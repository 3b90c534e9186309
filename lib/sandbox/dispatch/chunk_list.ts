import { invariant } from "../../internal/invariant.ts";
import type { Chunk } from "../chunk.ts";

/** The array is shortened once this many slots at its front are free. */
const WORTH_MOVING = 1024;

/**
 * The chunks of one lane, by submission and then by item.
 *
 * O(1) at both ends, where nearly everything happens.
 */
export class ChunkList {
  /** In order from `#head` on; before it are free places. */
  readonly #chunks: (Chunk | undefined)[] = [];
  #head = 0;

  /** How many chunks there are. */
  get size(): number {
    return this.#chunks.length - this.#head;
  }

  /** The first chunk that is accepted, or undefined. */
  peek(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    return this.#chunks[this.#find(accepts)];
  }

  /** Takes the first chunk that is accepted. */
  take(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    const at = this.#find(accepts);
    const chunk = this.#chunks[at];
    if (chunk !== undefined) this.#cut(at, at + 1);
    return chunk;
  }

  /** Puts a chunk in its place. */
  insert(chunk: Chunk): void {
    const { order } = chunk.submission.options;
    const at = this.#placeOf(order, chunk.batch.first);
    if (at === this.#head && at > 0) this.#chunks[--this.#head] = chunk;
    else this.#chunks.splice(at, 0, chunk);
  }

  /** Drops every chunk of the submission `order`; gives how many items they had. */
  drop(order: number): number {
    const start = this.#placeOf(order, -1);
    const end = this.#placeOf(order, Infinity);
    let items = 0;
    for (let at = start; at < end; at++) {
      items += this.#chunks[at]?.batch.count ?? 0;
    }
    this.#cut(start, end);
    return items;
  }

  /** Counts the items, and checks that the chunks are in order; O(chunks). */
  countItems(): number {
    let items = 0;
    let before: Chunk | undefined;
    for (const chunk of this.#chunks.slice(this.#head)) {
      invariant(chunk !== undefined, "behind the head no place is free");
      const { submission, batch } = chunk;
      const isInOrder = before === undefined ||
        isBefore(before, submission.options.order, batch.first);
      invariant(isInOrder, "the chunks of a lane are in order");
      items += batch.count;
      before = chunk;
    }
    return items;
  }

  #find(accepts: (chunk: Chunk) => boolean): number {
    const chunks = this.#chunks;
    for (let at = this.#head; at < chunks.length; at++) {
      const chunk = chunks[at];
      if (chunk !== undefined && accepts(chunk)) return at;
    }
    return -1;
  }

  /** Where a chunk of the submission `order` that begins with item `first` belongs. */
  #placeOf(order: number, first: number): number {
    let low = this.#head;
    let high = this.#chunks.length;
    // New work goes to the end.
    if (high > low && isBefore(this.#chunks[high - 1], order, first)) {
      return high;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#chunks[middle], order, first)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes out the chunks from `start` up to, not including, `end`. */
  #cut(start: number, end: number): void {
    if (start > this.#head) return void this.#chunks.splice(start, end - start);
    this.#chunks.fill(undefined, start, end);
    this.#head = end;
    const isWorthIt = end > WORTH_MOVING && 2 * end > this.#chunks.length;
    if (!isWorthIt && end < this.#chunks.length) return;
    this.#chunks.splice(0, end);
    this.#head = 0;
  }
}

function isBefore(
  chunk: Chunk | undefined,
  order: number,
  first: number,
): boolean {
  if (chunk === undefined) return false;
  const { submission, batch } = chunk;
  return submission.options.order === order
    ? batch.first < first
    : submission.options.order < order;
}
