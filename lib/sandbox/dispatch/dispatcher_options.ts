import type { SubmissionOptions } from "../submission.ts";
import type { MemoryWatch } from "../worker/memory_watch.ts";
import type { Ticker } from "../worker/watchdog.ts";
import type { FleetOptions } from "./fleet.ts";

/** What a dispatcher is made with. */
export interface DispatcherOptions extends FleetOptions {
  /** Longest time an item may take, in milliseconds, unless it is submitted with another. */
  readonly timeout: number;
  /** How many more times an item that failed is tried. */
  readonly retries: number;
  /** Longest time a job may take to load, in milliseconds. */
  readonly loadTimeout: number;
  /** Looks at the memory of the process, if that is wanted. */
  readonly memoryWatch?: MemoryWatch | undefined;
  /** Looks at the clock, and now and then at the workers; that of the platform by default. */
  readonly ticker?: Ticker | undefined;
}

/** How a batch is submitted. */
export interface SubmitOptions extends
  Omit<
    SubmissionOptions,
    "timeout" | "retries" | "canDiffer" | "lane" | "order" | "calls"
  > {
  readonly timeout?: number | undefined;
  /** Whose turn it is: all that is submitted without a lane shares one. */
  readonly lane?: object | undefined;
  /** Gives up the batch when it aborts. */
  readonly signal?: AbortSignal | undefined;
}
