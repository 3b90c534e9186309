import { bytesOf } from "../../framing/batch.ts";
import type { GuestWorker } from "../worker/worker.ts";

/** How much runs: of every worker the chunk it is on. */
export interface Running {
  readonly items: number;
  readonly bytes: number;
}

/** How much runs in some workers. O(workers). */
export function runningIn(workers: Iterable<GuestWorker>): Running {
  let items = 0;
  let bytes = 0;
  for (const { running } of workers) {
    if (running === undefined) continue;
    items += running.count;
    bytes += bytesOf(running)?.length ?? 0;
  }
  return { items, bytes };
}
