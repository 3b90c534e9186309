/**
 * The batches that a worker holds.
 *
 * Invariants: they stand in the order in which the worker runs them, and only the oldest has
 * begun; a chunk that was taken back, or the part of it, is another worker's; ids only grow.
 *
 * @module
 */

import type { Batch } from "../../framing/batch.ts";
import { type Chunk, sliceChunk } from "../chunk.ts";

/** A batch that a worker holds. */
export interface HeldBatch {
  readonly id: number;
  /** What was sent. */
  readonly sent: Chunk;
  /** What of it is still this worker's: it loses its end when that is taken back. */
  chunk: Chunk;
  /** Whether all of it was given to another worker; its reply is of no interest then. */
  isTaken: boolean;
}

/** What was sent to a worker and not answered yet, oldest first. */
export class InFlight {
  readonly #batches: HeldBatch[] = [];
  #lastId = 0;

  /** How many batches there are. */
  get size(): number {
    return this.#batches.length;
  }

  /** The batch that the worker is on, or would be on if it had begun. */
  get oldest(): HeldBatch | undefined {
    return this.#batches[0];
  }

  /** What is lost if the worker ends: all that no other worker has. */
  get held(): Chunk[] {
    return this.#batches.filter(({ isTaken }) => !isTaken)
      .map(({ chunk }) => chunk);
  }

  /** The items of the oldest batch, if their outcomes are wanted. */
  get running(): Batch | undefined {
    const [oldest] = this.#batches;
    if (oldest === undefined || !isWanted(oldest)) return undefined;
    return oldest.chunk.batch;
  }

  /** How many items wait behind the oldest batch. */
  get waiting(): number {
    return this.#batches.slice(1).filter(isWanted)
      .reduce((sum, { chunk }) => sum + chunk.batch.count, 0);
  }

  /** Adds a chunk; gives the id of its batch. */
  add(chunk: Chunk): number {
    const id = ++this.#lastId;
    this.#batches.push({ id, sent: chunk, chunk, isTaken: false });
    return id;
  }

  /** Takes out the oldest batch. */
  end(): void {
    this.#batches.shift();
  }

  /** Takes back everything behind the oldest batch. */
  takeBehind(): Chunk[] {
    const behind = this.#batches.slice(1).filter(({ isTaken }) => !isTaken);
    for (const batch of behind) batch.isTaken = true;
    return behind.map(({ chunk }) => chunk);
  }

  /** Takes back the items of the oldest batch behind `item`, if there are any. */
  takeAfter(item: number): Chunk | undefined {
    const [oldest] = this.#batches;
    if (oldest === undefined || oldest.isTaken) return undefined;
    const { chunk } = oldest;
    const rest = sliceChunk(chunk, item + 1, chunk.batch.count - item - 1);
    const head = sliceChunk(chunk, 0, item + 1);
    if (rest === undefined || head === undefined) return undefined;
    oldest.chunk = head;
    return rest;
  }
}

function isWanted({ isTaken, chunk }: HeldBatch): boolean {
  return !isTaken && !chunk.submission.isOver;
}
