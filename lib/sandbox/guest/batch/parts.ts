// Goes through the lines of a batch in parts: the texts and values of a whole batch would
// outlive several collections, and the memory would grow with them.

import type { RawRow } from "../table/byte_cutter.ts";

/** Length of a part, in bytes, without the rest of its last line. */
export const PART = 48 * 2 ** 10;

/** The items of a batch, or of a part of it. */
export interface Items {
  /**
   * The next item, or undefined, which is none, at the end; what makes it none is
   * returned or thrown.
   */
  next(): unknown;
  /** The text of the item that `next` gave last. */
  line(): string;
  /** That item once more, whatever was done to the first. */
  again(): unknown;
  /** That item once more, as it came in: numbers as they are written. */
  record(): unknown;
  /** Whether the text is that of a row as any table has it. */
  isPlainRow?(): boolean;
  /** How the row stands in bytes, if that is known; valid until the next item. */
  raw?(): RawRow | undefined;
}

/** The items of whole lines, part after part. */
export function inParts(
  bytes: Uint8Array<ArrayBuffer>,
  open: (part: Uint8Array<ArrayBuffer>) => Items,
): Items {
  let start = 0;
  let part = openNext();

  function openNext(): Items {
    const found = bytes.indexOf(10, start + PART);
    const end = found === -1 ? bytes.length : found + 1;
    const next = open(bytes.subarray(start, end));
    start = end;
    return next;
  }

  return {
    next() {
      const item = part.next();
      if (item !== undefined || start === bytes.length) return item;
      part = openNext();
      return part.next();
    },
    line: () => part.line(),
    again: () => part.again(),
    record: () => part.record(),
    isPlainRow: () => part.isPlainRow?.() ?? false,
    raw: () => part.raw?.(),
  };
}
