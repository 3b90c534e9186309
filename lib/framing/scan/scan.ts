// Counting line feeds and passing over rows in WebAssembly, which looks at sixteen bytes
// at a time.
//
// Invariant: the memory holds nothing between two calls that the next one reads.

import { SCAN_MODULE } from "./scan_module.ts";

/** Most bytes that are looked at in one call. */
export const WINDOW: number = 64 * 2 ** 10;

/** Fewer bytes are looked at in JavaScript before the scanner is compiled. */
export const WORTH_SCANNING: number = 16 * 2 ** 10;

/** The scanner looks ahead so far. */
const ZEROS = 16;

interface Scanner {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly rows: { readonly value: number };
  readonly doubt: { readonly value: number };
  count(size: number): number;
  pass(size: number, delimiter: number, quotes: 0 | -1): number;
}

let scanner: Scanner | undefined;
let memory: Uint8Array<ArrayBuffer>;

/** The scanner, with bytes before it, of which there are `WINDOW` at most. */
function scannerOf(bytes: Uint8Array): Scanner {
  scanner ??= open();
  memory.set(bytes);
  memory.fill(0, bytes.length, bytes.length + ZEROS);
  return scanner;
}

/** Compiled once, and only where there is enough to look at. */
function open(): Scanner {
  const module = new WebAssembly.Module(Uint8Array.fromBase64(SCAN_MODULE));
  const { exports } = new WebAssembly.Instance(module);
  const opened = exports as unknown as Scanner;
  memory = new Uint8Array(opened.memory.buffer);
  return opened;
}

/** How many line feeds there are. */
export function countFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += WINDOW) {
    const window = bytes.subarray(at, at + WINDOW);
    count += scannerOf(window).count(window.length);
  }
  return count;
}

/** Rows that were passed over in a window. */
export interface ScannedRows {
  /** Where the last one ends. */
  readonly end: number;
  readonly count: number;
  /** Whether the next one needs a closer look; else it is only not whole. */
  readonly isDoubtful: boolean;
}

/** Passes over rows of one line each, of which at most `WINDOW` bytes are looked at. */
export function scanRows(
  bytes: Uint8Array,
  { delimiter, quotes }: {
    readonly delimiter: number;
    readonly quotes: boolean;
  },
): ScannedRows {
  const scanner = scannerOf(bytes);
  const end = scanner.pass(bytes.length, delimiter, quotes ? -1 : 0);
  const count = scanner.rows.value;
  return { end, count, isDoubtful: scanner.doubt.value === 1 };
}
