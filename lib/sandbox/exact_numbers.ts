// What a number of JSON is to a job, on both sides: integers keep their digits.

/** How integers that a double does not hold are given to a job. */
export type Numbers = "exact" | "double";

/** From here on doubles skip integers. */
export const LIMIT = 2 ** 53;

/** Sixteen digits, or an exponent of three: all else is a double for sure. */
const LONG_REGEXP = /[0-9]{16}|[0-9][eE][-+]?[0-9]{3}/;
const INTEGER_REGEXP = /^-?[0-9]+$/;
const NOT_ZERO_REGEXP = /^-?[0.]*[1-9]/;

/** Longest number that a message shows. */
const SHOWN = 40;

/** Whether a text may hold a number that is not what a double makes of it; O(length). */
export function mayHoldLongNumber(text: string): boolean {
  return LONG_REGEXP.test(text);
}

/**
 * What a number of JSON stands for: a BigInt for an integer outside ±(2^53 - 1).
 *
 * A fraction, or a number with an exponent, is the nearest double.
 *
 * @param value What `JSON.parse` made of it.
 * @param source How it was written.
 * @param numbers Whether integers may become BigInts.
 * @throws {RangeError} If it is beyond all doubles, or is not 0 and would be 0.
 */
export function exactNumber(
  value: number,
  source: string,
  numbers: Numbers,
): number | bigint {
  if (value < LIMIT && value > -LIMIT) {
    if (value !== 0 || !NOT_ZERO_REGEXP.test(source)) return value;
    throw new RangeError(`the number ${shown(source)} is too near to 0`);
  }
  if (numbers === "exact" && INTEGER_REGEXP.test(source)) return BigInt(source);
  if (value - value === 0) return value;
  throw new RangeError(`the number ${shown(source)} is beyond all doubles`);
}

function shown(source: string): string {
  return source.length > SHOWN ? `${source.substring(0, SHOWN)}…` : source;
}
