import type { FailureKind } from "../../errors.ts";
import { type Chunk, sliceChunk } from "../chunk.ts";

/** How a worker ended, while it was on a chunk. */
export interface WorkerEnd {
  readonly kind: FailureKind;
  readonly message: string;
  /** The item of the chunk it was on, its count after the last; undefined before. */
  readonly item: number | undefined;
  /** Whether work that an earlier item left behind could have been running instead. */
  readonly isMixed: boolean;
}

/** What follows for a chunk whose worker ended. */
export interface Recovery {
  /** What is run again, because it is not at fault or not proven to be. */
  readonly again: readonly Chunk[];
  /** The one item that is at fault, if it is known. */
  readonly failed?: Chunk | undefined;
  /** False if the same chunk is requeued unchanged; counts towards giving up. */
  readonly isProgress: boolean;
}

/** Finds the item that ended a worker, or what has to be run to find it. */
export function isolateFault(chunk: Chunk, end: WorkerEnd): Recovery {
  const { item, isMixed } = end;
  const { count } = chunk.batch;
  if (item === undefined) return { again: [chunk], isProgress: false };
  if (count === 1) return { again: [], failed: chunk, isProgress: true };
  const after = sliceChunk(chunk, item + 1, count - item - 1);
  if (!isMixed && item < count) {
    return {
      again: present([sliceChunk(chunk, 0, item), after]),
      failed: sliceChunk(chunk, item, 1),
      isProgress: true,
    };
  }
  const begun = sliceChunk(chunk, 0, Math.min(item + 1, count));
  return {
    again: present([begun && { ...begun, alone: true }, after]),
    isProgress: true,
  };
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
