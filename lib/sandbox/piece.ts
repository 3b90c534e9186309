import { type Batch, sliceBatch } from "../stream/batch.ts";
import type { BatchRun } from "./batch_run.ts";

/** Part of a batch, on its way to a worker. */
export interface Piece {
  readonly run: BatchRun;
  readonly batch: Batch;
  /** How many times its item was tried already; 0 unless it is one item. */
  readonly attempt: number;
  /** Whether each of its items must be run by itself, to see which one is to blame. */
  readonly alone: boolean;
}

/** The items of a piece from `start` on, `count` of them, as a piece; or undefined. */
export function partOf(
  piece: Piece,
  start: number,
  count: number,
): Piece | undefined {
  const batch = sliceBatch(piece.batch, start, count);
  return batch === undefined ? undefined : { ...piece, batch, attempt: 0 };
}

/** Whether there is room for what comes of a piece. */
export function mayStart({ run, batch }: Piece): boolean {
  return run.options.mayStart?.(batch) ?? true;
}
