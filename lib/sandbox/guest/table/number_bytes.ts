// Writes numbers digit by digit, where that is as good as what JavaScript makes of them
// and takes a fraction of the time: integers, and decimals of a few places.

import { round } from "../prelude.ts";

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** Most places behind the point. */
const PLACES = 4;
const SCALE = 10 ** PLACES;

/** Larger numbers are written in another way. */
const LIMIT = 2 ** 31;

/** Most bytes of a number that is written here. */
export const LONGEST_NUMBER = 16;

/**
 * Writes the text of a number, as `String` gives it, and gives where it ends; gives `at`,
 * and what is written does not matter, for a number that is not of this kind.
 *
 * That the digits are those of `String`: they are fewer than sixteen, so no others of as
 * few are the same number, and the last is no zero.
 */
export function putNumber(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  value: number,
): number {
  const size = value < 0 ? -value : value;
  if (!(size < LIMIT)) return at;
  const whole = size | 0;
  let end = at;
  if (value < 0) bytes[end++] = MINUS;
  if (whole === size) return putDigits(bytes, end, whole);
  const part = round((size - whole) * SCALE);
  if (part >= SCALE || (whole * SCALE + part) / SCALE !== size) return at;
  end = putDigits(bytes, end, whole);
  bytes[end++] = POINT;
  return putPlaces(bytes, end, part);
}

function putDigits(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  value: number,
): number {
  let end = at + 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) end++;
  let rest = value;
  for (let place = end - 1; place >= at; place--) {
    const next = (rest / 10) | 0;
    bytes[place] = ZERO + rest - 10 * next;
    rest = next;
  }
  return end;
}

/** Writes what stands behind the point, without zeros at its end. */
function putPlaces(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  part: number,
): number {
  let rest = part;
  for (let place = at + PLACES - 1; place >= at; place--) {
    const next = (rest / 10) | 0;
    bytes[place] = ZERO + rest - 10 * next;
    rest = next;
  }
  let end = at + PLACES;
  while (bytes[end - 1] === ZERO) end--;
  return end;
}

/** Whether a number stands for itself: neither the delimiter nor the text for null is like one. */
export function areNumbersPlain(
  delimiter: string,
  nullText: string | undefined,
): boolean {
  return !isOfNumber(delimiter) && !isOfNumber(nullText ?? "");
}

function isOfNumber(text: string): boolean {
  const first = text[0] ?? "";
  return first >= "0" && first <= "9" || first === "-" || first === ".";
}
