import type { FailureKind } from "../errors.ts";
import { partOf, type Piece } from "./piece.ts";
import { failedSegment } from "./segment.ts";

/** How a worker ended, while it was on a piece. */
export interface Ending {
  readonly kind: FailureKind;
  readonly message: string;
  /** The item of the piece it was on, its count after the last; undefined before. */
  readonly item: number | undefined;
  /** Whether work that an earlier item left behind could have been running instead. */
  readonly overlapped: boolean;
}

/** What follows for a piece whose worker ended. */
export interface Verdict {
  /** What is run again. */
  readonly again: readonly Piece[];
  /** The item to blame, if it is tried again; otherwise its failure was delivered. */
  readonly retry?: Piece | undefined;
  /** Whether the piece is nearer to its end, and not just back where it was. */
  readonly isProgress: boolean;
}

/** Finds the item that ended a worker, or what has to be run to find it. */
export function blame(piece: Piece, ending: Ending): Verdict {
  const { item, overlapped } = ending;
  const { count } = piece.batch;
  if (item === undefined) return { again: [piece], isProgress: false };
  if (count === 1) return blameItem(piece, 0, ending);
  if (!overlapped && item < count) return blameItem(piece, item, ending);
  const begun = partOf(piece, 0, Math.min(item + 1, count));
  return {
    again: present([begun && { ...begun, alone: true }, after(piece, item)]),
    isProgress: true,
  };
}

function blameItem(piece: Piece, item: number, ending: Ending): Verdict {
  const again = present([partOf(piece, 0, item), after(piece, item)]);
  const failed = partOf(piece, item, 1);
  const { attempt, run } = piece;
  if (failed === undefined) return { again, isProgress: true };
  if (attempt < run.options.retries) {
    const retry = { ...failed, attempt: attempt + 1 };
    return { again, retry, isProgress: true };
  }
  run.deliver(failedSegment(failed.batch, ending.kind, ending.message));
  return { again, isProgress: true };
}

/** The items after `item`, which no worker has begun. */
function after(piece: Piece, item: number): Piece | undefined {
  return partOf(piece, item + 1, piece.batch.count - item - 1);
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
