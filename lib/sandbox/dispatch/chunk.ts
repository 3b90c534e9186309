import { type Batch, sliceBatch } from "../../framing/batch.ts";
import type { Submission } from "./submission.ts";

/** Part of a batch, on its way to a worker. */
export interface Chunk {
  readonly run: Submission;
  readonly batch: Batch;
  /** How many times its item was tried already; 0 unless it is one item. */
  readonly attempt: number;
  /** Whether each of its items must be run by itself, to see which one is to blame. */
  readonly alone: boolean;
}

/** The items of a chunk from `start` on, `count` of them, as a chunk; or undefined. */
export function partOf(
  chunk: Chunk,
  start: number,
  count: number,
): Chunk | undefined {
  const batch = sliceBatch(chunk.batch, start, count);
  return batch === undefined ? undefined : { ...chunk, batch, attempt: 0 };
}

/** Whether there is room for what comes of a chunk. */
export function mayStart({ run, batch }: Chunk): boolean {
  return run.options.mayStart?.(batch) ?? true;
}
