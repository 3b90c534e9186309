// Turns the bytes of a batch of JSON lines into values, one at a time.

import { lineTexts, type NextLine, sureText } from "./line_texts.ts";
import { parseLine } from "./parse_line.ts";
import { parseTogether } from "./parse_together.ts";

/**
 * So much is parsed at once, in bytes, and a line more: the texts and values of a whole
 * batch would outlive several collections, and the memory would grow with them.
 */
const PART = 48 * 2 ** 10;

/** What is larger has few lines, and is better freed one by one. */
const MOST = 4 * PART;

/**
 * Gives the value of one line after another, and undefined, which no JSON is, at the end;
 * fails for a line that is no JSON.
 */
type NextValue = () => unknown;

/** The values of lines of JSON. */
export function valuesOf(bytes: Uint8Array<ArrayBuffer>): NextValue {
  let next: NextValue = () => undefined;
  let start = 0;
  return () => {
    const value = next();
    if (value !== undefined) return value;
    const found = bytes.indexOf(10, start + PART);
    const end = found === -1 ? bytes.length : found + 1;
    next = openPart(bytes.subarray(start, end));
    start = end;
    return next();
  };
}

function openPart(bytes: Uint8Array<ArrayBuffer>): NextValue {
  const text = sureText(bytes);
  const isWorthIt = text !== undefined && bytes.length <= MOST;
  const values = isWorthIt ? parseTogether(text) : undefined;
  return values === undefined
    ? parseSingly(lineTexts(bytes, text))
    : giveOut(values);
}

function parseSingly(nextLine: NextLine): NextValue {
  return () => {
    const line = nextLine();
    return line === undefined ? undefined : parseLine(line);
  };
}

/** None is kept once it was given out. */
function giveOut(values: unknown[]): NextValue {
  let at = 0;
  return () => {
    const value = values[at];
    if (at < values.length) values[at++] = undefined;
    return value;
  };
}
