// Parses many lines at once, which takes a seventh less than one by one.

import { parse, randomNumber, replaceAll } from "./prelude.ts";
import { lineTexts, type NextLine, sureText } from "./line_texts.ts";
import { parseLine } from "./parse_line.ts";

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
  const together = isWorthIt ? parseTogether(text) : undefined;
  return together ?? parseSingly(lineTexts(bytes, text));
}

function parseSingly(nextLine: NextLine): NextValue {
  return () => {
    const line = nextLine();
    return line === undefined ? undefined : parseLine(line);
  };
}

/** The values of all lines, or undefined if one of them is not one value. */
function parseTogether(lines: string): NextValue | undefined {
  // Nobody can guess it; so where it stands, one line ends and another begins.
  const mark = randomNumber();
  const between = `,${mark},`;
  const marked = replaceAll(lines, "\n", between);
  const marks = (marked.length - lines.length) / (between.length - 1);
  const values = parseArray(`[${marked}]`);
  const isWhole = values?.length === 2 * marks + 1 && isMarked(values, mark);
  return isWhole ? eachSecond(values) : undefined;
}

function parseArray(text: string): unknown[] | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function isMarked(values: readonly unknown[], mark: number): boolean {
  for (let at = 1; at < values.length; at += 2) {
    if (values[at] !== mark) return false;
  }
  return true;
}

/** The values between marks; none is kept once it was given out. */
function eachSecond(values: unknown[]): NextValue {
  let at = 0;
  return () => {
    if (at >= values.length) return undefined;
    const value = values[at];
    values[at] = undefined;
    at += 2;
    return value;
  };
}
