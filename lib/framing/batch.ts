/**
 * A run of consecutive items that are not parsed yet.
 *
 * @module
 */

import { endOfLines } from "./line_feeds.ts";
import type { TableLayout } from "./table/table_format.ts";

/** Which items of the whole input a batch holds. */
export interface BatchItems {
  /** Position of the first item in the whole input, from 0. */
  readonly first: number;
  /** How many items, at least 1. */
  readonly count: number;
}

/** Items that are lines of bytes. */
export interface BytesBatch extends BatchItems {
  /** What the batch is. */
  readonly kind: "bytes";
  /** The lines, each with its line feed. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The line on which each item begins, from 1, where an item is not a line. */
  readonly lines?: Float64Array | undefined;
  /** The index that the job is told of each item, where that is not its position. */
  readonly indexes?: Float64Array | undefined;
  /** The line on which the first item begins, where each begins a line after the other. */
  readonly line?: number | undefined;
  /** How the rows of a table become objects. */
  readonly table?: TableLayout | undefined;
}

/** Items that are consecutive integers. */
export interface RangeBatch extends BatchItems {
  /** What the batch is. */
  readonly kind: "range";
  /** Value of the first item. */
  readonly rangeStart: number;
}

/** One item that cannot even be tried: it fails without a worker. */
export interface InvalidItem extends BatchItems {
  /** What the batch is. */
  readonly kind: "invalid";
  /** It is one item. */
  readonly count: 1;
  /** Why it cannot be tried. */
  readonly reason: string;
  /** What stood there, as far as it is worth showing: a JSON string, or nothing. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The line on which it begins, from 1, where an item is not a line. */
  readonly lines?: Float64Array | undefined;
}

/** A run of consecutive items: whole lines, a range of integers, or one invalid item. */
export type Batch = BytesBatch | RangeBatch | InvalidItem;

/** The bytes of a batch; a range has none. */
export function bytesOf(batch: Batch): Uint8Array<ArrayBuffer> | undefined {
  return batch.kind === "range" ? undefined : batch.bytes;
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
  if (batch.kind === "invalid" || count >= batch.count) {
    return [batch, undefined];
  }
  const rest = { first: batch.first + count, count: batch.count - count };
  if (batch.kind === "range") {
    const rangeStart = batch.rangeStart + count;
    return [{ ...batch, count }, { ...batch, ...rest, rangeStart }];
  }
  const { bytes, lines, line, indexes } = batch;
  const cut = endOfLines(bytes, count);
  return [
    {
      ...{ ...batch, count, bytes: bytes.subarray(0, cut) },
      ...(lines && { lines: lines.subarray(0, count) }),
      ...(indexes && { indexes: indexes.subarray(0, count) }),
    },
    {
      ...{ ...batch, ...rest, bytes: bytes.subarray(cut) },
      ...(lines && { lines: lines.subarray(count) }),
      ...(indexes && { indexes: indexes.subarray(count) }),
      ...(line !== undefined && { line: line + count }),
    },
  ];
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

/** The line on which the item at `position` of the input begins, where it is known. */
export function lineOf(batch: Batch, position: number): number | undefined {
  if (batch.kind === "range") return undefined;
  const item = position - batch.first;
  if (batch.lines !== undefined) return batch.lines[item];
  return batch.kind === "bytes" && batch.line !== undefined
    ? batch.line + item
    : undefined;
}
