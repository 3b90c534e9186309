// Turns a batch into items, one at a time.

import { jsonItems } from "../json/json_items.ts";
import { lineTexts, sureText } from "./line_texts.ts";
import { inParts, type Items } from "./parts.ts";
import { slice } from "../prelude.ts";
import { RowItems } from "../table/row_items.ts";
import type { BatchMessage } from "../../protocol.ts";

/** Opens a batch. */
export function openBatch(batch: BatchMessage): Items {
  const { bytes, rangeStart, input, table } = batch;
  if (bytes === null) return rangeItems(rangeStart);
  if (table !== undefined) {
    return inParts(bytes, (part) => new RowItems(part, table));
  }
  return inParts(bytes, input === "lines" ? textItems : jsonItems);
}

function rangeItems(rangeStart: number): Items {
  let value = rangeStart;
  const last = () => value - 1;
  return { next: () => value++, line: () => "", again: last, record: last };
}

/** The lines of a part, as they are. */
function textItems(bytes: Uint8Array<ArrayBuffer>): Items {
  const nextLine = lineTexts(bytes, sureText(bytes));
  let line: string | undefined;
  return {
    next() {
      line = nextLine();
      if (line !== undefined) line = withoutReturn(line);
      return line;
    },
    line: () => line ?? "",
    again: () => line,
    record: () => line,
  };
}

function withoutReturn(line: string): string {
  const last = line.length - 1;
  return line[last] === "\r" ? slice(line, 0, last) : line;
}
