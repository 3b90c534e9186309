/**
 * Which worker a chunk is given to.
 *
 * A chunk that is to be run alone in a fresh worker, since the one before ended out of
 * memory that other items may have used, waits for a worker that has run nothing; one that
 * has is ended for it if there can be no more.
 *
 * Invariants: a worker that is kept for such a chunk gets no other while the chunk waits.
 *
 * @module
 */

import { type Chunk, mayStart } from "../chunk.ts";
import type { GuestWorker } from "../worker/worker.ts";
import type { ChunkQueue } from "./chunk_queue.ts";
import type { Fleet } from "./fleet.ts";

/** A worker that is on one item for longer gets no second chunk, in milliseconds. */
const LONG_ITEM_MS = 25;

/** What workers may be given now. */
export interface PlacementLimits {
  /** Most chunks that a worker may hold. */
  readonly depth: number;
  readonly now: number;
}

/** Places chunks on workers. */
export class Placement {
  readonly #queue: ChunkQueue;
  readonly #fleet: Fleet;
  /** Whether a chunk may be waiting for a fresh worker. */
  #mayWait = false;

  constructor(queue: ChunkQueue, fleet: Fleet) {
    this.#queue = queue;
    this.#fleet = fleet;
  }

  /** Takes in that a chunk waits for a fresh worker. */
  noteFresh(): void {
    this.#mayWait = true;
  }

  /** Takes the next chunk for which there is a worker. */
  next(
    limits: PlacementLimits,
  ): { chunk: Chunk; worker: GuestWorker } | undefined {
    const isFreshWanted = this.#isFreshWanted();
    const workerFor = (chunk: Chunk) =>
      chunk.isFresh
        ? this.#workers.find(isUnused)
        : freeWorker(this.#workers, { ...limits, isFreshWanted });
    const accepts = isFreshWanted
      ? (chunk: Chunk) => mayStart(chunk) && workerFor(chunk) !== undefined
      : mayStart;
    const chunk = this.#queue.peek(accepts);
    const worker = chunk && workerFor(chunk);
    if (worker === undefined || chunk === undefined) return undefined;
    this.#queue.take(accepts);
    return { chunk, worker };
  }

  /** Whether a worker has to be started for a chunk that waits for a fresh one. */
  needsFresh(): boolean {
    if (!this.#isFreshWanted()) return false;
    if (this.#workers.some((worker) => !worker.hasRun)) return false;
    if (!this.#fleet.hasPlace) {
      const idle = this.#workers.find(({ depth }) => depth === 0);
      if (idle === undefined) return false;
      this.#fleet.retire(idle);
    }
    return true;
  }

  get #workers(): GuestWorker[] {
    return [...this.#fleet.workers];
  }

  #isFreshWanted(): boolean {
    if (!this.#mayWait) return false;
    const isFresh = (chunk: Chunk) => chunk.isFresh === true;
    this.#mayWait = this.#queue.peek(isFresh) !== undefined;
    const canStart = (chunk: Chunk) => isFresh(chunk) && mayStart(chunk);
    return this.#mayWait && this.#queue.peek(canStart) !== undefined;
  }
}

function isUnused({ isReady, depth, hasRun }: GuestWorker): boolean {
  return isReady && depth === 0 && !hasRun;
}

/** The worker that holds the least, and may be given more. */
function freeWorker(
  workers: readonly GuestWorker[],
  { depth, now, isFreshWanted }: PlacementLimits & { isFreshWanted: boolean },
): GuestWorker | undefined {
  // One of those that have run items is to be ended, if no other is fresh.
  const kept = isFreshWanted
    ? workers.find((worker) => !worker.hasRun) ?? workers[0]
    : undefined;
  let free: GuestWorker | undefined;
  for (const worker of workers) {
    if (!worker.isReady || worker.depth >= depth || worker === kept) continue;
    if (worker.depth > 0 && now - worker.lastProgress > LONG_ITEM_MS) continue;
    if (free === undefined || worker.depth < free.depth) free = worker;
  }
  return free;
}
