// Turns a line of JSON into its value.

import { findFault } from "../../../framing/json/find_fault.ts";
import { sayFault, whyNoJson } from "../../../framing/json/json_fault.ts";
import { exactNumber } from "../../exact_numbers.ts";
import { given, parse, rawJSON, trim } from "../prelude.ts";
import { ItemFailure } from "../batch/item_failure.ts";

/** Stands for a line that is no item. */
export const BLANK = Symbol("blank line");

/** So many lines behind a bad one are looked at before they are parsed. */
const SUSPECTS = 16;

let suspects = 0;

/**
 * The value of a line of JSON, or why it has none: that is returned and not thrown, since
 * the engine walks through the stack for what is thrown.
 */
export function readLine(line: string, isExact: boolean): unknown {
  if (line === "") return BLANK;
  const fault = suspectedFault(line);
  if (fault !== undefined) return failureOf(sayFault(line, fault));
  try {
    return isExact ? parse(line, exactly) : parse(line);
  } catch (error) {
    if (ItemFailure.kindOf(error) !== undefined) return error;
    return trim(line) === "" ? BLANK : failureOf(whyNoJson(line, error));
  }
}

/** Where a line is no JSON, if one shortly before it was none either. */
function suspectedFault(line: string): number | undefined {
  if (suspects === 0) return undefined;
  suspects--;
  const fault = findFault(line);
  return fault < 0 || trim(line) === "" ? undefined : fault;
}

/**
 * The value of a line of JSON; fails, with the place, if it is none.
 *
 * Numbers that are no doubles keep their digits: that costs as much three times.
 */
export function parseExactLine(line: string): unknown {
  const value = readLine(line, true);
  if (ItemFailure.kindOf(value) !== undefined) throw value;
  return value;
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

function failureOf(why: string): ItemFailure {
  suspects = SUSPECTS;
  return new ItemFailure("input", why);
}
