import { formatCount } from "../units.ts";
import { itemCount } from "./failures.ts";

/** Where a run that was stopped had come to. */
export interface StoppedRun {
  /** Items that were written, or failed. */
  readonly count: number;
  /** Those of them with all items before them, too. */
  readonly first: number;
  /** Whether there is nothing left to do. */
  readonly isWhole: boolean;
  /** Whether the command can leave items out. */
  readonly canSkip: boolean;
}

/** What a run that was stopped has done, and how to go on. */
export function stoppedText(
  { count, first, isWhole, canSkip }: StoppedRun,
): string {
  const done = `stopped after ${isWhole ? "all " : ""}${itemCount(count)}`;
  if (isWhole || !canSkip) return done;
  const skip = first === 0 ? "from the start" : `with --skip ${first}`;
  const again = count - first;
  return again === 0
    ? `${done}; go on ${skip}`
    : `${done}; go on ${skip}: ${formatCount(again)} of them will come again`;
}
