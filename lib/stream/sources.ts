/**
 * Where batches come from: a byte source of lines, or a range of integers.
 *
 * @module
 */

import type { Batch } from "./batch.ts";
import { watch } from "../internal/deadline.ts";
import { LineFramer } from "./line_framer.ts";

/** Reads some bytes into `buffer`; resolves to how many, or null at the end. */
export type Read = (buffer: Uint8Array<ArrayBuffer>) => Promise<number | null>;

/** How {@linkcode readLines} cuts its input. */
export interface ReadLinesOptions {
  /** Most lines in a batch. */
  readonly maxItems: number;
  /** Ends the source; what was read and not given out is dropped. */
  readonly signal?: AbortSignal | undefined;
}

/** An input that gives nothing for so long is idle, in milliseconds. */
const IDLE_MS = 2;

/**
 * Reads lines, as batches.
 *
 * A batch is given out when it is full, or as soon as the input is idle. Takes nothing
 * from `read` while nobody asks for a batch, and holds no more than one batch and one
 * line.
 */
export async function* readLines(
  read: Read,
  options: ReadLinesOptions,
): AsyncGenerator<Batch, void> {
  const { signal } = options;
  const framer = new LineFramer(options);
  while (!signal?.aborted) {
    const reading = read(framer.room());
    if (framer.hasLines && await isIdle(reading)) yield* framer.takeLines();
    const size = await unlessAborted(reading, signal);
    if (size === null) break;
    yield* framer.filled(size);
  }
  if (!signal?.aborted) yield* framer.takeRest();
}

/** What `reading` gives, or null once the signal aborts. */
function unlessAborted(
  reading: Promise<number | null>,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  if (signal === undefined) return reading;
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  const watching = watch({ interrupt: () => resolve(null) }, { signal });
  reading.then(resolve, reject).finally(() => watching?.stop());
  if (signal.aborted) resolve(null);
  return promise;
}

async function isIdle(reading: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const idle = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), IDLE_MS);
  });
  const busy = reading.then(() => false, () => false);
  return await Promise.race([busy, idle]).finally(() => clearTimeout(timer));
}

/** The integers from `from` up to, not including, `to`, as batches. */
export function* rangeBatches(
  { from, to }: { readonly from: number; readonly to: number },
  maxItems: number,
): Generator<Batch, void> {
  for (let start = from; start < to; start += maxItems) {
    const count = Math.min(maxItems, to - start);
    yield { first: start - from, count, bytes: null, from: start };
  }
}
