/**
 * When another worker is worth its start, which takes 0.1 s of a processor, and blocks
 * this thread for a third of that.
 *
 * @module
 */

import { type Chunk, mayStart } from "../chunk.ts";
import type { GuestWorker } from "../worker/worker.ts";
import type { BatchSizer, WorkTimes } from "./batch_sizer.ts";
import type { ChunkQueue } from "./chunk_queue.ts";

/** How many chunks a worker holds, so that it need not wait for the next. */
export const DEPTH = 2;

/** Work that would take longer than this is worth another worker, in milliseconds. */
const WORTH_A_WORKER_MS = 40;

/** A backlog that will not be over before another worker has started, in items. */
const LARGE_BACKLOG = 1000;

/**
 * All that comes has to keep each worker busy for longer than this, in milliseconds: the
 * start of another, beside them, costs as much as it takes off such an input.
 */
const WORTH_AN_INPUT_MS = 250;

/** More quick items than this are that much; what they take is not known yet. */
const MANY_ITEMS = 500_000;

/** After so long, in milliseconds, what items took is half of the truth: code gets faster. */
const COLD_MS = 30;

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
  /** About how many items come after those; Infinity if that is unknown. */
  readonly toCome: () => number;
  /** Whether a worker holds more chunks than it needs to go on at once. */
  readonly hasPrefetched: boolean;
  readonly sizer: BatchSizer;
  /** How long items were run, in all workers, in milliseconds. */
  readonly workedMs: number;
}

/** Where a demand is seen. */
export interface DemandSource {
  readonly workers: ReadonlySet<GuestWorker>;
  readonly queue: ChunkQueue;
  readonly sizer: BatchSizer;
  readonly times: WorkTimes;
}

/** What there is to do now. */
export function demandOf(
  { workers, queue, sizer, times }: DemandSource,
): Demand {
  const next = queue.peek(mayStart);
  const all = [...workers];
  return {
    workers: workers.size,
    isStarting: all.some(({ isReady }) => !isReady),
    chunks: next === undefined ? 0 : queue.size,
    items: next === undefined ? 0 : queue.items,
    backlog: next !== undefined && moreComes(next) ? queue.items : 0,
    toCome: () => next === undefined ? Infinity : toComeAfter(next),
    hasPrefetched: all.some(({ depth }) => depth > DEPTH),
    sizer,
    workedMs: times.workMs,
  };
}

function moreComes({ submission }: Chunk): boolean {
  return submission.options.moreComes?.() ?? false;
}

function toComeAfter(next: Chunk): number {
  const { toCome } = next.submission.options;
  if (toCome === undefined) return Infinity;
  return moreComes(next) ? toCome(next.batch) : 0;
}

/** Whether another worker is wanted at once; to be asked whenever something changes. */
export function isWantedNow(demand: Demand): boolean {
  const { workers, chunks, backlog, sizer } = demand;
  if (sizer.itemMs === undefined) {
    // In this order: to ask how many come takes 10 ms, the first time.
    return chunks > workers && !(backlog > LARGE_BACKLOG && isFew(demand));
  }
  // The first of quick items is slow, and says little: they can wait for a moment.
  return !sizer.isQuick && isLong(demand);
}

/** Whether another worker is wanted; to be asked now and then. */
export function isWantedSoon(demand: Demand): boolean {
  const { backlog, isStarting, hasPrefetched, sizer } = demand;
  const isBehind = isLong(demand) ||
    (isStarting ? backlog > LARGE_BACKLOG : backlog > 0 || hasPrefetched);
  if (!isBehind) return false;
  // The first item will soon tell; one that is slow does not wait to be asked.
  if (sizer.itemMs === undefined) return isStarting && !isFew(demand);
  return !sizer.isQuick || !isFew(demand) || isMuch(demand);
}

/** Whether few items come, if they are quick. */
function isFew({ items, toCome }: Demand): boolean {
  return items + toCome() <= MANY_ITEMS;
}

/** Whether all that comes keeps the workers there are busy until another is worth it. */
function isMuch({ workers, items, toCome, sizer, workedMs }: Demand): boolean {
  const leftMs = (items + toCome()) * (sizer.itemMs ?? 0) / workers;
  return leftMs > WORTH_AN_INPUT_MS * (1 + COLD_MS / workedMs);
}

/** Whether what waits keeps the workers there are busy for a while. */
function isLong({ workers, items, sizer }: Demand): boolean {
  return items * (sizer.itemMs ?? 0) / workers > WORTH_A_WORKER_MS;
}
