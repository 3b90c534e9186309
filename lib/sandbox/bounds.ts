/**
 * The limits of a sandbox unless told otherwise, and what they may be at most.
 *
 * @module
 */

const MB = 2 ** 20;

/** Longest text of a job, in bytes of UTF-8, unless told otherwise. */
export const MAX_JOB_BYTES = 4 * 2 ** 20;

/** Smallest heap a worker may be given: below it V8 gives up before it can report. */
export const LEAST_MEMORY = 256 * MB;

/** Every limit that is not given. */
export const DEFAULT_LIMITS = {
  /** Longest time for one item, in milliseconds. */
  timeout: 30_000,
  /** Heap of a worker, in bytes; of those tried, the one no text was too long for. */
  memory: 768 * MB,
  /** Longest result, in UTF-16 units of its JSON text. */
  resultLimit: 64 * MB,
} as const;

/** Most steps an item may be given: the counter has 32 bits. */
export const MOST_STEPS: number = 2 ** 31 - 1;

/** Most workers a sandbox may have. */
export const MOST_WORKERS = 256;
