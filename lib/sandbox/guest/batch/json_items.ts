// The items of lines of JSON.

import { lineTexts, sureText } from "./line_texts.ts";
import { parseLine } from "./parse_line.ts";
import { parseTogether } from "./parse_together.ts";
import { type Items, PART } from "./parts.ts";
import { split } from "../prelude.ts";

/** What is larger has few lines, and is better freed one by one. */
const MOST = 4 * PART;

/** The values of a part's lines. */
export function jsonItems(bytes: Uint8Array<ArrayBuffer>): Items {
  const text = sureText(bytes);
  if (text === undefined || bytes.length > MOST) {
    return parsedSingly(bytes, text);
  }
  const values = parseTogether(text);
  return values === undefined
    ? parsedSingly(bytes, text)
    : parsedTogether(text, values);
}

function parsedSingly(
  bytes: Uint8Array<ArrayBuffer>,
  text: string | undefined,
): Items {
  const nextLine = lineTexts(bytes, text);
  let line: string | undefined;
  return {
    next() {
      line = nextLine();
      return line === undefined ? undefined : parseLine(line);
    },
    line: () => line ?? "",
  };
}

function parsedTogether(text: string, values: unknown[]): Items {
  let lines: string[] | undefined;
  let at = 0;
  return {
    next() {
      const value = values[at];
      // None is kept once it was given out.
      if (at < values.length) values[at++] = undefined;
      return value;
    },
    line: () => (lines ??= split(text, "\n"))[at - 1] ?? "",
  };
}
