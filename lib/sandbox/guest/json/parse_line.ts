// Turns a line of JSON into its value.

import { exactNumber } from "../../exact_numbers.ts";
import { given, indexOf, parse, rawJSON, slice, trim } from "../prelude.ts";
import { ItemFailure } from "../batch/item_failure.ts";

/** Stands for a line that is no item. */
export const BLANK = Symbol("blank line");

/** What begins a file in some editors, and a line where such files were joined. */
const MARK = "\ufeff";
const MARK_MESSAGE =
  "a byte order mark stands before it, as where files were " +
  "joined; --input json passes over it";

const SNIPPET_LENGTH = 40;

/** Looking for the place in a longer line takes too long: V8 shows what is around it. */
const LONGEST_SEARCHED = 2 ** 16;
const Text = String;

/** The value of a line of JSON; fails, with the place, if it is none. */
export function parseLine(line: string): unknown {
  if (line === "") return BLANK;
  try {
    return parse(line);
  } catch (error) {
    return blankOrFailure(line, error);
  }
}

/** The same, where a number may not be a double: that costs as much three times. */
export function parseExactLine(line: string): unknown {
  try {
    return parse(line, exactly);
  } catch (error) {
    if (ItemFailure.kindOf(error) !== undefined) throw error;
    return blankOrFailure(line, error);
  }
}

function exactly(
  _key: string,
  value: unknown,
  { source }: { source?: string },
): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  try {
    return exactNumber(value, source, given.realm.numbers);
  } catch (error) {
    throw new ItemFailure("input", (error as Error).message);
  }
}

/** The value of a line of JSON that was parsed before, each number as it is written. */
export function parseOwnDigits(line: string): unknown {
  return parse(
    line,
    (_key, value, { source }) =>
      typeof value === "number" && source !== undefined
        ? rawJSON(source)
        : value,
  );
}

function blankOrFailure(line: string, error: unknown): typeof BLANK {
  if (trim(line) === "") return BLANK;
  throw new ItemFailure("input", explain(line, error));
}

/** Where the line stops being JSON, with what stands there. */
function explain(line: string, error: unknown): string {
  if (line[0] === MARK) return MARK_MESSAGE;
  const message = Text((error as Error).message);
  const offset = offsetIn(message, line);
  if (offset === undefined) return `not JSON: ${message}`;
  const from = offset > SNIPPET_LENGTH / 2 ? offset - SNIPPET_LENGTH / 2 : 0;
  const snippet = slice(line, from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < line.length ? "…" : "";
  return `not JSON at column ${offset + 1}: ${before}${snippet}${after}`;
}

const POSITION = "at position ";
const UNEXPECTED = "Unexpected token";

function offsetIn(message: string, line: string): number | undefined {
  const found = indexOf(message, POSITION);
  if (found !== -1) {
    return parseInt(slice(message, found + POSITION.length), 10);
  }
  if (indexOf(message, UNEXPECTED) !== 0) return line.length;
  return line.length <= LONGEST_SEARCHED ? offsetOfToken(line) : undefined;
}

/**
 * V8 names the character that it did not expect, and not always its position: the same
 * character may stand before it. A begin of the line that has it fails in the same way,
 * and one that has not fails in another, if at all.
 */
function offsetOfToken(line: string): number {
  let without = 0;
  let within = line.length;
  while (without + 1 < within) {
    const size = without + ((within - without) >> 1);
    if (isUnexpected(slice(line, 0, size))) within = size;
    else without = size;
  }
  return without;
}

function isUnexpected(begin: string): boolean {
  try {
    parse(begin);
    return false;
  } catch (error) {
    return indexOf(Text((error as Error).message), UNEXPECTED) === 0;
  }
}
