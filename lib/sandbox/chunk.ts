import { type Batch, sliceBatch } from "../framing/batch.ts";
import type { Submission } from "./submission.ts";
import { mayStartRows } from "./table_output.ts";

/** Consecutive items of a submitted batch, on their way to one worker. */
export interface Chunk {
  readonly submission: Submission;
  readonly batch: Batch;
  /** How many times its items were tried already. */
  readonly attempt: number;
  /** Whether each of its items must be run by itself, to see which one is at fault. */
  readonly alone: boolean;
  /** Whether its one item must be run by a worker that has run no other. */
  readonly isFresh?: boolean | undefined;
}

/** The items of a chunk from `start` on, `count` of them, as a chunk; or undefined. */
export function sliceChunk(
  chunk: Chunk,
  start: number,
  count: number,
): Chunk | undefined {
  const batch = sliceBatch(chunk.batch, start, count);
  return batch === undefined ? undefined : { ...chunk, batch };
}

/** Whether there is room for the results of a chunk. */
export function mayStart({ submission, batch }: Chunk): boolean {
  const { mayStart, table } = submission.options;
  if (table !== undefined && !mayStartRows(table, batch)) return false;
  return mayStart?.(batch) ?? true;
}
