/**
 * Finding line feeds quickly.
 *
 * @module
 */

import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from "../internal/bytes.ts";
import { countFeeds, WORTH_SCANNING } from "./scan/scan.ts";

const LINE_FEEDS = 0x0a0a0a0a;
const ALL_BUT_HIGH_BITS = 0x7f7f7f7f;
const LOW_BITS = 0x01010101;

/** As many words can be counted before a byte of the sum is full. */
const WORDS_A_SUM = 255;

/** How many line feeds there are; O(bytes), several at a time, whatever they hold. */
export function countLineFeeds(bytes: Uint8Array): number {
  if (bytes.length >= WORTH_SCANNING) return countFeeds(bytes);
  // Words must begin at a multiple of four in their buffer.
  const begin = Math.min(-bytes.byteOffset & 3, bytes.length);
  const size = (bytes.length - begin) >> 2;
  if (size === 0) return countSingly(bytes, 0, bytes.length);
  const end = begin + 4 * size;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + begin, size);
  let count = countSingly(bytes, 0, begin) +
    countSingly(bytes, end, bytes.length);
  for (let index = 0; index < size; index += WORDS_A_SUM) {
    count += countInWords(words, index, Math.min(size, index + WORDS_A_SUM));
  }
  return count;
}

function countSingly(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) {
    if (bytes[index] === LINE_FEED) count++;
  }
  return count;
}

/** Counts in four sums at once, one for each byte of a word. */
function countInWords(words: Int32Array, start: number, end: number): number {
  let sums = 0;
  for (let index = start; index < end; index++) {
    // A byte is 0 now where it was a line feed; only there no high bit comes up.
    const word = (words[index] ?? 0) ^ LINE_FEEDS;
    const rest = ((word & ALL_BUT_HIGH_BITS) + ALL_BUT_HIGH_BITS) | word;
    sums = (sums + ((~rest >>> 7) & LOW_BITS)) | 0;
  }
  return (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) +
    (sums >>> 24);
}

/** The byte after line feed number `lines`, from 1, or after the last; O(bytes passed). */
export function endOfLines(bytes: Uint8Array, lines: number): number {
  let end = 0;
  for (let passed = 0; passed < lines; passed++) {
    const found = bytes.indexOf(LINE_FEED, end);
    if (found === -1) break;
    end = found + 1;
  }
  return end;
}

/** Whether there is nothing but white space between two places. */
export function isBlank(
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? SPACE;
    if (byte !== SPACE && (byte < TAB || byte > CARRIAGE_RETURN)) return false;
  }
  return true;
}
