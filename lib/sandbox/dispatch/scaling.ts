/**
 * When another worker is worth its start, which takes 0.1 s of a processor, and blocks
 * this thread for a third of that.
 *
 * @module
 */

import { type Chunk, mayStart } from "../chunk.ts";
import type { GuestWorker } from "../worker/worker.ts";
import type { BatchSizer } from "./batch_sizer.ts";
import type { ChunkQueue } from "./chunk_queue.ts";

/** How many chunks a worker holds, so that it need not wait for the next. */
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
  /** How many chunks wait that may start. */
  readonly chunks: number;
  /** How many items they have. */
  readonly items: number;
  /** How many items wait while more come as soon as there is room for them. */
  readonly backlog: number;
  /** Whether a worker holds more chunks than it needs to go on at once. */
  readonly hasPrefetched: boolean;
  readonly sizer: BatchSizer;
}

/** Where a demand is seen. */
export interface DemandSource {
  readonly workers: ReadonlySet<GuestWorker>;
  readonly queue: ChunkQueue;
  readonly sizer: BatchSizer;
}

/** What there is to do now. */
export function demandOf({ workers, queue, sizer }: DemandSource): Demand {
  const next = queue.peek(mayStart);
  const all = [...workers];
  return {
    workers: workers.size,
    isStarting: all.some(({ isReady }) => !isReady),
    chunks: next === undefined ? 0 : queue.size,
    items: next === undefined ? 0 : queue.items,
    backlog: next !== undefined && moreComes(next) ? queue.items : 0,
    hasPrefetched: all.some(({ depth }) => depth > DEPTH),
    sizer,
  };
}

function moreComes({ submission }: Chunk): boolean {
  return submission.options.moreComes?.() ?? false;
}

/** Whether another worker is wanted at once; to be asked whenever something changes. */
export function isWantedNow(demand: Demand): boolean {
  const { workers, chunks, sizer } = demand;
  if (sizer.itemMs === undefined) return chunks > workers;
  // The first of quick items is slow, and says little: they can wait for a moment.
  return !sizer.isQuick && isLong(demand);
}

/** Whether another worker is wanted; to be asked now and then. */
export function isWantedSoon(demand: Demand): boolean {
  const { backlog, isStarting, hasPrefetched, sizer } = demand;
  if (isStarting) return isLong(demand) || backlog > LARGE_BACKLOG;
  // The first item will soon tell; one that is slow does not wait to be asked.
  if (sizer.itemMs === undefined) return false;
  return isLong(demand) || backlog > 0 || hasPrefetched;
}

/** Whether what waits keeps the workers there are busy for a while. */
function isLong({ workers, items, sizer }: Demand): boolean {
  return items * (sizer.itemMs ?? 0) / workers > WORTH_A_WORKER_MS;
}
