// Turns the bytes of a batch into items, one at a time.

import { slice } from "./prelude.ts";
import { lineTexts, sureText } from "./line_texts.ts";
import { parseLine } from "./parse_line.ts";
import { valuesOf } from "./values.ts";
import type { BatchMessage } from "./protocol.ts";

/** The items of a batch, one after another. */
export interface Items {
  /** Reads the next item. */
  next(): unknown;
  /** The line that the last item was read from; empty where nobody asks. */
  line(): string;
}

/** Opens a batch before its first item. */
export function openBatch({ bytes, from, input, emit }: BatchMessage): Items {
  if (bytes === null) {
    let value = from;
    return { next: () => value++, line: () => "" };
  }
  if (input === "ndjson" && emit !== "item") {
    return { next: valuesOf(bytes), line: () => "" };
  }
  const nextLine = lineTexts(bytes, sureText(bytes));
  let line = "";
  return {
    next: input === "lines"
      ? () => line = withoutReturn(nextLine() ?? "")
      : () => parseLine(line = nextLine() ?? ""),
    line: () => line,
  };
}

function withoutReturn(line: string): string {
  const last = line.length - 1;
  return line[last] === "\r" ? slice(line, 0, last) : line;
}
