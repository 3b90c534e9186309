// Parses many lines at once, as one array: V8 makes an object faster after one of the
// same shape, and a call for each line is saved.

import { indexOf, isArray, parse, replaceAll } from "../prelude.ts";

/**
 * The values of lines, or undefined where each line may not be just one value.
 *
 * No string holds a line feed, so none reaches from line to line. What could still go
 * wrong: a line is two values, others are one together, and there are as many values as
 * lines all the same. So where a comma within a line may stand between two values, none
 * is parsed here; elsewhere only the commas put in stand between values, and each line
 * is one.
 */
export function parseTogether(lines: string): unknown[] | undefined {
  const first = lines[0];
  if (mayHoldTwo(lines, first)) return undefined;
  const joined = replaceAll(lines, "\n", "\n,");
  const values = parseArray(`[${joined}]`);
  const count = joined.length - lines.length + 1;
  const isEach = values?.length === count && areLike(first, values);
  return isEach ? values : undefined;
}

function parseArray(text: string): unknown[] | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a line may be two values, if all values are like the first. */
function mayHoldTwo(lines: string, first: string | undefined): boolean {
  if (first === "{") return hasBetween(lines, "}", "{");
  if (first === "[") return hasBetween(lines, "]", "[");
  return indexOf(lines, ",") !== -1;
}

/** Whether a line has a comma, blanks or not, between these two. */
function hasBetween(lines: string, end: string, begin: string): boolean {
  for (let at = indexOf(lines, end); at !== -1; at = indexOf(lines, end, at)) {
    at = skipBlanks(lines, at + 1);
    if (lines[at] !== ",") continue;
    at = skipBlanks(lines, at + 1);
    if (lines[at] === begin) return true;
  }
  return false;
}

function skipBlanks(lines: string, from: number): number {
  let at = from;
  while (lines[at] === " " || lines[at] === "\t" || lines[at] === "\r") at++;
  return at;
}

/** Whether all are objects, or all are lists, if the first is one. */
function areLike(first: string | undefined, values: unknown[]): boolean {
  if (first !== "{" && first !== "[") return true;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value !== "object" || value === null) return false;
    if (isArray(value) !== (first === "[")) return false;
  }
  return true;
}
