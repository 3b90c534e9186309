/** What can stop an attempt, from the outside in. */
export type ProbeLayer = "text" | "worker" | "realm" | "limit" | "data";

/** What a way out leads to. */
export type ProbeCategory =
  | "files"
  | "imports"
  | "network"
  | "host"
  | "streams"
  | "threads"
  | "time"
  | "memory"
  | "state"
  | "escape"
  | "results";

/** One attempt to get out. */
export interface Probe {
  readonly category: ProbeCategory;
  /** What is tried, in a few words. */
  readonly name: string;
  /**
   * A function that tries. It fails, or returns nothing or false, when it was stopped:
   * anything else is what it got.
   */
  readonly attempt: string;
}
