import type { BatchRun } from "./batch_run.ts";
import type { Piece } from "./piece.ts";

/** So many free places at the front are worth a shorter array. */
const WORTH_MOVING = 1024;

/**
 * Pieces in the order of the input; what comes back goes to its old place.
 *
 * O(1) at both ends, where nearly everything happens.
 */
export class PieceQueue {
  /** In order from `#head` on; before it are free places. */
  readonly #places: (Piece | undefined)[] = [];
  #head = 0;
  #items = 0;

  /** How many pieces wait. */
  get size(): number {
    return this.#places.length - this.#head;
  }

  /** How many items wait. */
  get items(): number {
    return this.#items;
  }

  /** The first piece that is accepted, or undefined. */
  peek(accepts: (piece: Piece) => boolean): Piece | undefined {
    return this.#places[this.#find(accepts)];
  }

  /** Takes the first piece that is accepted. */
  take(accepts: (piece: Piece) => boolean): Piece | undefined {
    const place = this.#find(accepts);
    const piece = this.#places[place];
    if (piece !== undefined) this.#cut(place, place + 1);
    return piece;
  }

  /** Puts a piece in its place. */
  insert(piece: Piece): void {
    const { ticket } = piece.run;
    const place = this.#placeOf(ticket, piece.batch.first);
    if (place === this.#head && place > 0) this.#places[--this.#head] = piece;
    else this.#places.splice(place, 0, piece);
    this.#items += piece.batch.count;
  }

  /** Drops every piece of a run. */
  drop({ ticket }: BatchRun): void {
    this.#cut(this.#placeOf(ticket, -1), this.#placeOf(ticket, Infinity));
  }

  #find(accepts: (piece: Piece) => boolean): number {
    const places = this.#places;
    for (let place = this.#head; place < places.length; place++) {
      const piece = places[place];
      if (piece !== undefined && accepts(piece)) return place;
    }
    return -1;
  }

  /** Where a piece of the run `ticket` that begins with item `first` belongs. */
  #placeOf(ticket: number, first: number): number {
    let low = this.#head;
    let high = this.#places.length;
    // New work goes to the end.
    if (high > low && isBefore(this.#places[high - 1], ticket, first)) {
      return high;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#places[middle], ticket, first)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes out the pieces from `start` up to, not including, `end`. */
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
  piece: Piece | undefined,
  ticket: number,
  first: number,
): boolean {
  if (piece === undefined) return false;
  return piece.run.ticket === ticket
    ? piece.batch.first < first
    : piece.run.ticket < ticket;
}
