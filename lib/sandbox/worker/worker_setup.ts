import type { JobLog } from "../options.ts";
import type { Frames } from "../protocol.ts";

/** Why nothing can be run. */
export interface Unusable {
  readonly kind: "load" | "unsafe";
  readonly message: string;
  /** Where in the text that the guest evaluates it went wrong. */
  readonly frames: Frames;
}

/** What a worker needs to know to start. */
export interface WorkerSetup {
  /** Heap it may use, in bytes. */
  readonly memory: number;
  readonly onLog: ((line: JobLog) => void) | undefined;
  /** The clock by which it is judged, in milliseconds. */
  readonly now: () => number;
}
