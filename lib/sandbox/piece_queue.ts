import type { Batch } from "../stream/batch.ts";
import type { BatchRun } from "./batch_run.ts";

/** Part of a batch, waiting for a worker. */
export interface Piece {
  readonly run: BatchRun;
  readonly batch: Batch;
  /** How many times its item was tried already; 0 unless it is one item. */
  readonly attempt: number;
  /** Whether each of its items must be run by itself, to see which one is to blame. */
  readonly alone: boolean;
}

/** Pieces in the order of the input; what comes back goes to its old place. */
export class PieceQueue {
  readonly #pieces: Piece[] = [];
  #items = 0;

  /** How many pieces wait. */
  get size(): number {
    return this.#pieces.length;
  }

  /** How many items wait. */
  get items(): number {
    return this.#items;
  }

  /** The piece that is next, or undefined. */
  peek(): Piece | undefined {
    return this.#pieces[0];
  }

  /** Takes the next piece. */
  shift(): Piece | undefined {
    const piece = this.#pieces.shift();
    this.#items -= piece?.batch.count ?? 0;
    return piece;
  }

  /** Puts a piece in its place: O(1) at the end, where new work goes. */
  insert(piece: Piece): void {
    let index = this.#pieces.length;
    while (index > 0 && isBefore(piece, this.#pieces[index - 1])) index--;
    this.#pieces.splice(index, 0, piece);
    this.#items += piece.batch.count;
  }

  /** Drops every piece of a run. */
  drop(run: BatchRun): void {
    const kept = this.#pieces.filter((piece) => piece.run !== run);
    this.#pieces.splice(0, this.#pieces.length, ...kept);
    this.#items = kept.reduce((sum, { batch }) => sum + batch.count, 0);
  }
}

function isBefore(a: Piece, b: Piece | undefined): boolean {
  if (b === undefined) return false;
  if (a.run !== b.run) return a.run.ticket < b.run.ticket;
  return a.batch.first < b.batch.first;
}
