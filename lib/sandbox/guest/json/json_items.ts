// The items of lines of JSON.

import { mayHoldLongNumber as mayBeLong } from "../../exact_numbers.ts";
import { split } from "../prelude.ts";
import { lineTexts, sureText } from "../batch/line_texts.ts";
import { parseExactLine, parseOwnDigits, readLine } from "./parse_line.ts";
import { parseTogether } from "./parse_together.ts";
import { type Items, PART } from "../batch/parts.ts";
import { Found, mayHoldLongNumber, scanLines } from "./scan.ts";

/** What is larger has few lines, and is better freed one by one. */
const MOST = 4 * PART;

const SPACE = 0x20;

/** The values of a part's lines. */
export function jsonItems(bytes: Uint8Array<ArrayBuffer>): Items {
  if (bytes.length > MOST) {
    return parsedSingly(bytes, mayHoldLongNumber(bytes));
  }
  const first = firstByte(bytes);
  const scan = scanLines(bytes, first);
  const hasLongNumber = (scan.found & Found.LongNumber) !== 0;
  const values = hasLongNumber ? undefined : parseTogether(scan, first);
  return values === undefined
    ? parsedSingly(bytes, hasLongNumber)
    : parsedTogether(bytes, values);
}

/** The first byte of the first value. */
function firstByte(bytes: Uint8Array<ArrayBuffer>): number | undefined {
  let at = 0;
  while ((bytes[at] ?? 0xff) <= SPACE) at++;
  return bytes[at];
}

function parsedSingly(
  bytes: Uint8Array<ArrayBuffer>,
  hasLongNumber: boolean,
): Items {
  const nextLine = lineTexts(bytes, sureText(bytes));
  let line: string | undefined;
  return {
    next() {
      line = nextLine();
      if (line === undefined) return undefined;
      return readLine(line, hasLongNumber && mayBeLong(line));
    },
    line: () => line ?? "",
    again: () => parseExactLine(line ?? ""),
    record: () => parseOwnDigits(line ?? ""),
  };
}

function parsedTogether(
  bytes: Uint8Array<ArrayBuffer>,
  values: unknown[],
): Items {
  let lines: string[] | undefined;
  let at = 0;
  const line = () =>
    (lines ??= split(sureText(bytes) ?? "", "\n"))[at - 1] ?? "";
  return {
    next() {
      const value = values[at];
      // None is kept once it was given out.
      if (at < values.length) values[at++] = undefined;
      return value;
    },
    line,
    again: () => parseExactLine(line()),
    record: () => parseOwnDigits(line()),
  };
}
