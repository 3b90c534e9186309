/**
 * A run of consecutive items, still as bytes.
 *
 * @module
 */

import { endOfLines } from "./line_feeds.ts";

/** A run of consecutive items, still as bytes: whole lines, or a range of integers. */
export interface Batch {
  /** Position of the first item in the whole input, from 0. */
  readonly first: number;
  /** How many items, at least 1. */
  readonly count: number;
  /** The lines, each with its line feed; null for a range. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** Value of the first item of a range; 0 for lines. */
  readonly from: number;
  /** Why its one item cannot even be tried. */
  readonly refused?: string;
  /** The line on which each item begins, from 1, where an item is not a line. */
  readonly lines?: Float64Array;
}

/**
 * Cuts a batch in two after `count` items; the second is undefined when nothing is left.
 *
 * O(count), and no byte is copied.
 */
export function splitBatch(
  batch: Batch,
  count: number,
): [Batch, Batch | undefined] {
  if (count >= batch.count) return [batch, undefined];
  const cut = batch.bytes === null ? 0 : endOfLines(batch.bytes, count);
  const { lines } = batch;
  const head = {
    ...batch,
    count,
    bytes: batch.bytes?.subarray(0, cut) ?? null,
    ...(lines && { lines: lines.subarray(0, count) }),
  };
  const rest = {
    first: batch.first + count,
    count: batch.count - count,
    bytes: batch.bytes?.subarray(cut) ?? null,
    from: batch.from + count,
    ...(lines && { lines: lines.subarray(count) }),
  };
  return [head, rest];
}

/** The items of a batch from position `start` within it, `count` of them. */
export function sliceBatch(
  batch: Batch,
  start: number,
  count: number,
): Batch | undefined {
  const tail = start === 0 ? batch : splitBatch(batch, start)[1];
  return tail === undefined || count <= 0
    ? undefined
    : splitBatch(tail, count)[0];
}
