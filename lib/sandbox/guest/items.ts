// Turns the bytes of a batch into items, one at a time.

import {
  decode,
  decodeStrictly,
  indexOf,
  parse,
  slice,
  split,
  trim,
} from "./prelude.ts";
import { ItemFailure } from "./item_failure.ts";
import { parseTogether } from "./parse_together.ts";
import type { BatchMessage } from "./protocol.ts";

/** Stands for a line that is no item. */
export const BLANK = Symbol("blank line");

/** The mark of a byte that is not UTF-8, or a real U+FFFD: look closer. */
const DOUBTFUL = "\ufffd";

const SNIPPET_LENGTH = 40;
const Text = String;

/** The items of a batch, one after another. */
export interface Items {
  /** Reads the next item. */
  next(): unknown;
  /** The line that the last item was read from; empty for a range. */
  line(): string;
}

/** Opens a batch before its first item. */
export function openBatch(batch: BatchMessage): Items {
  if (batch.bytes === null) {
    let value = batch.from;
    return { next: () => value++, line: () => "" };
  }
  const text = decode(batch.bytes);
  if (indexOf(text, DOUBTFUL) !== -1) {
    return openItems(batch, doubtfulLines(batch.bytes));
  }
  return parseTogether(batch, text) ?? openItems(batch, sureLines(text));
}

/** The items of lines that are read one by one. */
function openItems(batch: BatchMessage, nextLine: () => string): Items {
  let line = "";
  return {
    next: batch.input === "lines"
      ? () => line = withoutReturn(nextLine())
      : () => parseLine(line = nextLine()),
    line: () => line,
  };
}

function sureLines(text: string): () => string {
  const lines = split(text, "\n");
  let next = 0;
  return () => lines[next++] ?? "";
}

function doubtfulLines(bytes: Uint8Array<ArrayBuffer>): () => string {
  let start = 0;
  return () => {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    start = end + 1;
    try {
      return decodeStrictly(line);
    } catch {
      throw new ItemFailure("input", "not valid UTF-8");
    }
  };
}

function withoutReturn(line: string): string {
  const last = line.length - 1;
  return line[last] === "\r" ? slice(line, 0, last) : line;
}

function parseLine(line: string): unknown {
  if (line === "") return BLANK;
  try {
    return parse(line);
  } catch (error) {
    if (trim(line) === "") return BLANK;
    throw new ItemFailure("input", explain(line, error));
  }
}

/** Where the line stops being JSON, with what stands there. */
function explain(line: string, error: unknown): string {
  const message = Text((error as Error).message);
  const offset = offsetIn(message, line);
  const from = offset > SNIPPET_LENGTH / 2 ? offset - SNIPPET_LENGTH / 2 : 0;
  const snippet = slice(line, from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < line.length ? "…" : "";
  return `not JSON at column ${offset + 1}: ${before}${snippet}${after}`;
}

const POSITION = "at position ";

function offsetIn(message: string, line: string): number {
  const found = indexOf(message, POSITION);
  if (found === -1) return offsetOfToken(message, line);
  return parseInt(slice(message, found + POSITION.length), 10);
}

/** V8 names the position only of some errors; of others, the unexpected character. */
function offsetOfToken(message: string, line: string): number {
  const quoted = indexOf(message, "'");
  if (quoted === -1) return line.length;
  const token = slice(message, quoted + 1, indexOf(message, "'", quoted + 1));
  const offset = token === "" ? -1 : indexOf(line, token);
  return offset === -1 ? line.length : offset;
}
