/**
 * Threads without permissions that were started ahead, for all sandboxes of the program: a
 * worker that a worker starts begins half a second late.
 *
 * Invariants: a spare has run nothing and belongs to no sandbox; all have the same limits, those
 * that were asked for last; a thread that was taken never comes back.
 *
 * @module
 */

import type { HeapLimits } from "../../supervision.ts";
import { NestedThread } from "./nested_thread.ts";
import { THREAD_URLS } from "./starter.ts";

/** Most spares, each of which takes about 15 MB. */
const MOST_SPARES = 4;

let spares: NestedThread[] = [];
let limitsOfSpares = "";
/** How many are kept: more where they were missing. */
let wanted = 1;

/** The spares of this program. */
export const SpareThreads = {
  /** A thread for a guest: a spare if there is one. */
  take(limits: HeapLimits): NestedThread {
    useLimits(limits);
    const spare = spares.find(({ isReady }) => isReady) ?? spares[0];
    const isFirst = spares.length === 0 && wanted === 1;
    const isMissed = !isFirst && spare?.isReady !== true;
    if (isMissed) wanted = Math.min(wanted + 1, MOST_SPARES);
    spares = spares.filter((other) => other !== spare);
    return spare ?? new NestedThread(THREAD_URLS.guest, limits);
  },

  /** Starts as many spares as are wanted. */
  fill(limits: HeapLimits): void {
    useLimits(limits);
    while (spares.length < wanted) {
      spares.push(new NestedThread(THREAD_URLS.guest, limits));
    }
  },
} as const;

/** Ends spares that are dead, or have other limits. */
function useLimits(limits: HeapLimits): void {
  const text = JSON.stringify(limits);
  const isOther = text !== limitsOfSpares;
  limitsOfSpares = text;
  if (isOther) { for (const spare of spares) spare.terminate(); }
  spares = spares.filter(({ isOver }) => !isOver);
}
