// One look at the lines of a part before they are parsed, in WebAssembly. Neither the
// module nor its memory is ever handed to a job.
//
// Invariant: the memory holds nothing between two calls that the next one reads; what
// the last part left behind it is overwritten with zeros.

import { Bytes, instantiate } from "../prelude.ts";
import { SCAN_MODULE } from "./scan_module.ts";

/** What the lines of a part may hold. */
export const Found = {
  /** A comma between two values of the first value's kind, on one line. */
  TwoValues: 1,
  /** A byte that is not ASCII. */
  NotAscii: 2,
  /** A number that a double may not hold. */
  LongNumber: 4,
  /** A comma. */
  Comma: 8,
} as const;

/** What a scan found. */
export interface Scan {
  /** Flags of {@linkcode Found}. */
  readonly found: number;
  /** How many lines there are. */
  readonly lines: number;
  /** The lines as the elements of an array; valid until the next scan. */
  readonly array: Uint8Array<ArrayBuffer>;
}

interface Scanner {
  readonly memory: { readonly buffer: ArrayBuffer };
  scan(at: number, size: number, end: number, begin: number): number;
}

const { memory, scan } = instantiate(SCAN_MODULE) as Scanner;
const bytes = new Bytes(memory.buffer);

/** Where a part begins: the scanner looks back, and a bracket goes before it. */
const AT = 32;

/** The scanner looks ahead so far. */
const ZEROS = 32;

/** Most bytes of a scan. */
export const MOST_SCANNED = bytes.length - AT - ZEROS;

const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const LINE_FEED = 0x0a;

/** In ASCII the closing bracket and brace are two after the opening ones. */
const TO_CLOSING = 2;

/** Scans lines; `first` is the first byte of the first value. */
export function scanLines(
  lines: Uint8Array<ArrayBuffer>,
  first: number | undefined,
): Scan {
  const last = lines.length - 1;
  const size = lines[last] === LINE_FEED ? last : lines.length;
  bytes[AT - 1] = OPEN_ARRAY;
  bytes.set(lines, AT);
  bytes.fill(0, AT + size, AT + size + ZEROS);
  const begin = first ?? 0;
  const result = scan(AT, size, begin + TO_CLOSING, begin);
  bytes[AT + size] = CLOSE_ARRAY;
  return {
    found: result & 15,
    lines: (result >> 4) + 1,
    array: bytes.subarray(AT - 1, AT + size + 1),
  };
}

/** What is seen of a text at once, when it is too long for one scan. */
const WINDOW = MOST_SCANNED / 2;

/** So far a window reaches back into the one before: further than a number is looked at. */
const OVERLAP = 512;

/** Whether lines of any length may hold a number that a double does not. */
export function mayHoldLongNumber(lines: Uint8Array<ArrayBuffer>): boolean {
  for (let at = 0; at < lines.length; at += WINDOW) {
    const from = at < OVERLAP ? 0 : at - OVERLAP;
    const { found } = scanLines(lines.subarray(from, at + WINDOW), undefined);
    if ((found & Found.LongNumber) !== 0) return true;
  }
  return false;
}
