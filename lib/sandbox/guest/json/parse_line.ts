// Turns a line of JSON into its value.

import { whyNoJson } from "../../../framing/json/json_fault.ts";
import { exactNumber } from "../../exact_numbers.ts";
import { given, parse, rawJSON, trim } from "../prelude.ts";
import { ItemFailure } from "../batch/item_failure.ts";

/** Stands for a line that is no item. */
export const BLANK = Symbol("blank line");

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
  throw new ItemFailure("input", whyNoJson(line, error));
}
