import type { Submission } from "./submission.ts";
import type { Chunk } from "./chunk.ts";

/** So many free places at the front are worth a shorter array. */
const WORTH_MOVING = 1024;

/**
 * Pieces in the order of the input; what comes back goes to its old place.
 *
 * O(1) at both ends, where nearly everything happens.
 */
export class ChunkQueue {
  /** In order from `#head` on; before it are free places. */
  readonly #places: (Chunk | undefined)[] = [];
  #head = 0;
  #items = 0;

  /** How many chunks wait. */
  get size(): number {
    return this.#places.length - this.#head;
  }

  /** How many items wait. */
  get items(): number {
    return this.#items;
  }

  /** The first chunk that is accepted, or undefined. */
  peek(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    return this.#places[this.#find(accepts)];
  }

  /** Takes the first chunk that is accepted. */
  take(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    const place = this.#find(accepts);
    const chunk = this.#places[place];
    if (chunk !== undefined) this.#cut(place, place + 1);
    return chunk;
  }

  /** Puts a chunk in its place. */
  insert(chunk: Chunk): void {
    const { order } = chunk.run;
    const place = this.#placeOf(order, chunk.batch.first);
    if (place === this.#head && place > 0) this.#places[--this.#head] = chunk;
    else this.#places.splice(place, 0, chunk);
    this.#items += chunk.batch.count;
  }

  /** Drops every chunk of a run. */
  drop({ order }: Submission): void {
    this.#cut(this.#placeOf(order, -1), this.#placeOf(order, Infinity));
  }

  #find(accepts: (chunk: Chunk) => boolean): number {
    const places = this.#places;
    for (let place = this.#head; place < places.length; place++) {
      const chunk = places[place];
      if (chunk !== undefined && accepts(chunk)) return place;
    }
    return -1;
  }

  /** Where a chunk of the run `order` that begins with item `first` belongs. */
  #placeOf(order: number, first: number): number {
    let low = this.#head;
    let high = this.#places.length;
    // New work goes to the end.
    if (high > low && isBefore(this.#places[high - 1], order, first)) {
      return high;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#places[middle], order, first)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes out the chunks from `start` up to, not including, `end`. */
  #cut(start: number, end: number): void {
    for (let place = start; place < end; place++) {
      this.#items -= this.#places[place]?.batch.count ?? 0;
    }
    if (start > this.#head) return void this.#places.splice(start, end - start);
    this.#places.fill(undefined, start, end);
    this.#head = end;
    const isWorthIt = end > WORTH_MOVING && 2 * end > this.#places.length;
    if (!isWorthIt && end < this.#places.length) return;
    this.#places.splice(0, end);
    this.#head = 0;
  }
}

function isBefore(
  chunk: Chunk | undefined,
  order: number,
  first: number,
): boolean {
  if (chunk === undefined) return false;
  return chunk.run.order === order
    ? chunk.batch.first < first
    : chunk.run.order < order;
}
