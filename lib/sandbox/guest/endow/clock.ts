import { performanceNow } from "../prelude.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";

/** The present: `new Date()`, `Date.now()`, and `performance.now()`. */
export function endowClock(): EndowmentGlobals {
  return {
    globals: {
      // The worker's own, which lockdown froze: unlike a job's, it knows what time it is.
      Date,
      // Whole milliseconds: finer ones would show what other programs do.
      performance: { now: () => Math.floor(performanceNow()) },
    },
  };
}
