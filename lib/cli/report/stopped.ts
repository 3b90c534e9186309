import { formatCount } from "../units.ts";
import { itemCount } from "./failures.ts";

/** How far a stopped run came. */
export interface StoppedRun {
  /** Items that were written, or failed. */
  readonly count: number;
  /** Those of them that follow the first item without a gap. */
  readonly first: number;
  /** Whether there is nothing left to do. */
  readonly isWhole: boolean;
  /** Whether the command can leave items out. */
  readonly canSkip: boolean;
  /** Items that this run left out already. */
  readonly skipped?: number;
  /** Most items that this run was to read. */
  readonly limit?: number | undefined;
}

/** Says how far a stopped run came, and how to go on. */
export function stoppedText(
  { count, first, isWhole, canSkip, skipped = 0, limit }: StoppedRun,
): string {
  const done = `stopped after ${isWhole ? "all " : ""}${itemCount(count)}`;
  if (isWhole || !canSkip) return done;
  const flags = [
    ...(skipped + first === 0 ? [] : [`--skip ${skipped + first}`]),
    ...(limit === undefined ? [] : [`--limit ${limit - first}`]),
  ];
  const how = flags.length === 0 ? "from the start" : `with ${flags.join(" ")}`;
  const again = count - first;
  return again === 0
    ? `${done}; go on ${how}`
    : `${done}; go on ${how}: ${formatCount(again)} of them will come again`;
}
