/**
 * When another worker is worth its start, which takes 0.1 s of a processor, and blocks
 * this thread for a third of that.
 *
 * @module
 */

import type { Crew } from "./crew.ts";
import type { Pace } from "./pace.ts";
import { mayStart } from "./piece.ts";

/** How many pieces a worker holds, so that it need not wait for the next. */
export const DEPTH = 2;

/** Work that would take longer than this is worth another worker, in milliseconds. */
const WORTH_A_WORKER_MS = 40;

/** A backlog that will not be over before another worker has started, in items. */
const LARGE_BACKLOG = 1000;

/** What there is to do, and who does it. */
export interface Demand {
  /** How many workers there are, at least 1. */
  readonly workers: number;
  /** Whether one of them is not ready yet. */
  readonly isStarting: boolean;
  /** How many pieces wait that may start. */
  readonly pieces: number;
  /** How many items they have. */
  readonly items: number;
  /** How many items come as soon as there is room for them. */
  readonly backlog: number;
  /** Whether a worker holds more pieces than it needs to go on at once. */
  readonly isStocked: boolean;
  readonly pace: Pace;
}

/** What a crew has to do now. */
export function demandOf(
  { workers, queue, pace }: Pick<Crew, "workers" | "queue" | "pace">,
): Demand {
  const next = queue.peek(mayStart);
  return {
    workers: workers.size,
    isStarting: [...workers].some(({ isReady }) => !isReady),
    pieces: next === undefined ? 0 : queue.size,
    items: next === undefined ? 0 : queue.items,
    backlog: next?.run.options.backlog?.() ?? 0,
    isStocked: [...workers].some(({ load }) => load > DEPTH),
    pace,
  };
}

/** Whether another worker is wanted at once; to be asked whenever something changes. */
export function isWantedNow(demand: Demand): boolean {
  const { workers, pieces, pace } = demand;
  if (pace.itemMs === undefined) return pieces > workers;
  // The first of quick items is slow, and says little: they can wait for a moment.
  return !pace.isQuick && isLong(demand);
}

/** Whether another worker is wanted; to be asked now and then. */
export function isWantedSoon(demand: Demand): boolean {
  const { backlog, isStarting, isStocked, pace } = demand;
  if (isStarting) return isLong(demand) || backlog > LARGE_BACKLOG;
  // The first item will soon tell; one that is slow does not wait to be asked.
  if (pace.itemMs === undefined) return false;
  return isLong(demand) || backlog > 0 || isStocked;
}

/** Whether what waits keeps the workers there are busy for a while. */
function isLong({ workers, items, pace }: Demand): boolean {
  return items * (pace.itemMs ?? 0) / workers > WORTH_A_WORKER_MS;
}
