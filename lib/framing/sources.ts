/**
 * Where batches come from: a byte source of lines, or a range of integers.
 *
 * @module
 */

import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import type { BufferPool } from "./buffer_pool.ts";
import type { Framer } from "./framer.ts";
import { LineFramer } from "./line_framer.ts";
import { ReadWait } from "./read_wait.ts";

/** Reads some bytes into `buffer`; resolves to how many, or null at the end. */
export type Read = (buffer: Uint8Array<ArrayBuffer>) => Promise<number | null>;

/** How {@linkcode readLines} cuts its input. */
export interface ReadLinesOptions {
  /** Most lines in a batch. */
  readonly maxItems: number;
  /**
   * Longest line, in bytes; a longer one is a batch of its own that says it is
   * refused.
   *
   * @default {134217728}
   */
  readonly longestLine?: number | undefined;
  /**
   * Where buffers come from, and go when what was read into them is done.
   *
   * @default {undefined}
   */
  readonly buffers?: BufferPool | undefined;
  /** Ends the source; what was read and not given out is dropped. */
  readonly signal?: AbortSignal | undefined;
}

/** An input that gives nothing for so long is idle, in milliseconds. */
const IDLE_MS = 2;

/** So long may a line wait for more, however busy the input is, in milliseconds. */
const MOST_WAIT_MS = 10;

/**
 * Reads lines, as batches.
 *
 * A batch is given out when it is full, when a line has waited for 10 ms, or as soon as
 * the input is idle. Takes nothing from `read` while no batch is asked for, and holds
 * no more than one batch and one line.
 *
 * @param read Where the bytes come from; it is not called again before it has settled.
 * @param options How the lines are cut.
 * @returns The batches; at once at its end when the signal aborts.
 * @throws {RangeError} If `maxItems` or `longestLine` makes no sense.
 * @throws What `read` threw, once all that is whole was given out.
 */
export async function* readLines(
  read: Read,
  options: ReadLinesOptions,
): AsyncGenerator<Batch, void> {
  yield* readFramed(read, new LineFramer(options), options.signal);
}

/** Reads through a framer, as {@linkcode readLines} does through one for lines. */
export async function* readFramed(
  read: Read,
  framer: Framer,
  signal: AbortSignal | undefined,
): AsyncGenerator<Batch, void> {
  using wait = new ReadWait(signal);
  let since = performance.now();
  while (!signal?.aborted && !framer.isOver) {
    const reading = read(framer.room());
    if (!framer.hasLines) since = performance.now();
    const idleMs = framer.hasLines ? waitLeft(since) : Infinity;
    let end = await wait.for(reading, idleMs);
    if (end === "idle") {
      yield* framer.takeLines();
      const taken = performance.now();
      end = await wait.for(reading);
      // It was busy, not idle: what comes now has not waited yet.
      if (performance.now() - taken < MOST_WAIT_MS) since = performance.now();
    }
    if (end === "aborted") break;
    let size: number | null;
    try {
      size = await reading;
    } catch (error) {
      yield* framer.takeLines();
      throw error;
    }
    if (size === null) break;
    yield* framer.filled(size);
  }
  if (!signal?.aborted) yield* framer.takeRest();
}

/** How long lines that wait since then may wait for more, in milliseconds. */
function waitLeft(since: number): number {
  return Math.min(IDLE_MS, since + MOST_WAIT_MS - performance.now());
}

/**
 * The integers from `from` up to, not including, `to`, as batches.
 *
 * @throws {RangeError} If `maxItems` is not an integer above 0.
 */
export function* rangeBatches(
  { from, to }: { readonly from: number; readonly to: number },
  maxItems: number,
): Generator<Batch, void> {
  checkInteger("maxItems", maxItems, { least: 1 });
  for (let start = from; start < to; start += maxItems) {
    const count = Math.min(maxItems, to - start);
    yield { kind: "range", first: start - from, count, rangeStart: start };
  }
}
