// Turns the bytes of a batch into the texts of its lines, one at a time.

import { decode, indexOf, split } from "../prelude.ts";
import { ItemFailure } from "./item_failure.ts";
import { DOUBTFUL, textOf } from "./text_of.ts";

/** Gives one line after another, and undefined at the end; fails for one that is not UTF-8. */
export type NextLine = () => string | undefined;

/** The text of some lines up to its last line feed, or undefined if a byte may not be UTF-8. */
export function sureText(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const last = bytes.length - 1;
  const text = decode(bytes[last] === 10 ? bytes.subarray(0, last) : bytes);
  return indexOf(text, DOUBTFUL) === -1 ? text : undefined;
}

/** The lines of bytes, of which `text` is what is sure. */
export function lineTexts(
  bytes: Uint8Array<ArrayBuffer>,
  text: string | undefined,
): NextLine {
  return text === undefined ? doubtfulLines(bytes) : sureLines(text);
}

function sureLines(text: string): NextLine {
  const lines = split(text, "\n");
  let next = 0;
  return () => lines[next++];
}

function doubtfulLines(bytes: Uint8Array<ArrayBuffer>): NextLine {
  let start = 0;
  return () => {
    if (start >= bytes.length) return undefined;
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    start = end + 1;
    const text = textOf(line);
    if (text !== undefined) return text;
    throw new ItemFailure("input", "not valid UTF-8");
  };
}
