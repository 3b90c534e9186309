import type { FailureKind } from "../../errors.ts";
import { type Chunk, partOf } from "./chunk.ts";
import { failedResult } from "../result.ts";

/** How a worker ended, while it was on a chunk. */
export interface Ending {
  readonly kind: FailureKind;
  readonly message: string;
  /** The item of the chunk it was on, its count after the last; undefined before. */
  readonly item: number | undefined;
  /** Whether work that an earlier item left behind could have been running instead. */
  readonly overlapped: boolean;
}

/** What follows for a chunk whose worker ended. */
export interface Verdict {
  /** What is run again. */
  readonly again: readonly Chunk[];
  /** The item to blame, if it is tried again; otherwise its failure was delivered. */
  readonly retry?: Chunk | undefined;
  /** Whether the chunk is nearer to its end, and not just back where it was. */
  readonly isProgress: boolean;
}

/** Finds the item that ended a worker, or what has to be run to find it. */
export function blame(chunk: Chunk, ending: Ending): Verdict {
  const { item, overlapped } = ending;
  const { count } = chunk.batch;
  if (item === undefined) return { again: [chunk], isProgress: false };
  if (count === 1) return blameItem(chunk, 0, ending);
  if (!overlapped && item < count) return blameItem(chunk, item, ending);
  const begun = partOf(chunk, 0, Math.min(item + 1, count));
  return {
    again: present([begun && { ...begun, alone: true }, after(chunk, item)]),
    isProgress: true,
  };
}

function blameItem(chunk: Chunk, item: number, ending: Ending): Verdict {
  const again = present([partOf(chunk, 0, item), after(chunk, item)]);
  const failed = partOf(chunk, item, 1);
  const { attempt, run } = chunk;
  if (failed === undefined) return { again, isProgress: true };
  if (attempt < run.options.retries) {
    const retry = { ...failed, attempt: attempt + 1 };
    return { again, retry, isProgress: true };
  }
  run.deliver(failedResult(failed.batch, ending.kind, ending.message));
  return { again, isProgress: true };
}

/** The items after `item`, which no worker has begun. */
function after(chunk: Chunk, item: number): Chunk | undefined {
  return partOf(chunk, item + 1, chunk.batch.count - item - 1);
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
