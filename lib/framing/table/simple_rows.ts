// Passes over rows that are one line each, many at a time: most are.

import { CARRIAGE_RETURN, LINE_FEED } from "../../internal/bytes.ts";
import { scanRows, WINDOW, WORTH_SCANNING } from "../scan/scan.ts";

const QUOTE = 0x22;

/** What tells rows apart where all is simple: a delimiter of one byte, and lines that end in LF. */
export interface SimpleRules {
  readonly delimiter: number;
  readonly quotes: boolean;
}

/** Rows that were passed over. */
export interface PassedRows {
  /** Where the first row begins that is not among them. */
  readonly end: number;
  readonly count: number;
}

/** Passes over whole rows, up to one that has several lines, is not whole, or is wrong. */
export function passRows(bytes: Uint8Array, rules: SimpleRules): PassedRows {
  return bytes.length < WORTH_SCANNING
    ? passSingly(bytes, rules)
    : passTogether(bytes, rules);
}

/** The same, many bytes at a time. */
export function passTogether(
  bytes: Uint8Array,
  rules: SimpleRules,
): PassedRows {
  let end = 0;
  let count = 0;
  while (end < bytes.length) {
    const window = bytes.subarray(end, end + WINDOW);
    const scanned = scanRows(window, rules);
    end += scanned.end;
    count += scanned.count;
    if (!scanned.isDoubtful && scanned.end > 0) continue;
    const isLast = end + window.length - scanned.end === bytes.length;
    if (!scanned.isDoubtful && isLast) break;
    // A quote within a field, or a row that is longer than a window.
    const passed = passSingly(bytes.subarray(end, end + 2 * WINDOW), rules);
    end += passed.end;
    count += passed.count;
    if (passed.end === 0) break;
  }
  return { end, count };
}

/** The same, one byte after the other. */
export function passSingly(
  bytes: Uint8Array,
  { delimiter, quotes }: SimpleRules,
): PassedRows {
  const size = bytes.length;
  let end = 0;
  let count = 0;
  for (let at = 0; at < size;) {
    let byte = bytes[at];
    if (quotes && byte === QUOTE) {
      at = endOfQuoted(bytes, at + 1);
      if (at === -1) break;
      byte = bytes[at];
    } else {
      while (byte !== delimiter && byte !== LINE_FEED && ++at < size) {
        byte = bytes[at];
      }
      if (at === size) break;
    }
    at++;
    if (byte !== LINE_FEED) continue;
    end = at;
    count++;
  }
  return { end, count };

  /** Where the delimiter or the line feed stands behind a quoted field; -1 if there is doubt. */
  function endOfQuoted(bytes: Uint8Array, begin: number): number {
    let at = begin;
    for (;;) {
      while (at < size && bytes[at] !== QUOTE) {
        if (bytes[at] === LINE_FEED) return -1;
        at++;
      }
      if (bytes[at + 1] !== QUOTE) break;
      at += 2;
    }
    const next = bytes[at + 1];
    if (next === delimiter || next === LINE_FEED) return at + 1;
    const isReturn = next === CARRIAGE_RETURN && bytes[at + 2] === LINE_FEED;
    return isReturn ? at + 2 : -1;
  }
}
