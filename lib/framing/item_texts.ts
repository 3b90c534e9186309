import {
  CARRIAGE_RETURN,
  decodeStrictly,
  encode,
  LINE_FEED,
} from "../internal/bytes.ts";
import type { Batch, BytesBatch } from "./batch.ts";
import { jsonFault } from "./json/json_fault.ts";
import { isBlank } from "./line_feeds.ts";
import { isRow, readRow } from "./table/table_fields.ts";
import type { TableLayout } from "./table/table_format.ts";

/** An item as one JSON text in UTF-8, or why it is none. */
export type ItemText =
  & {
    /** Its position in the input, from 0. */
    readonly position: number;
  }
  & (
    | { readonly bytes: Uint8Array; readonly fault?: undefined }
    | { readonly bytes?: undefined; readonly fault: string }
  );

/** How {@linkcode itemTexts} reads a batch. */
export interface ItemTextsOptions {
  /** What its lines are, unless they are rows of a table: those say so themselves. */
  readonly lines: "json" | "text";
  /**
   * Whether a line of JSON is looked at; one that is not is taken as it is.
   *
   * @default {true}
   */
  readonly checked?: boolean | undefined;
}

/**
 * The items of a batch as JSON texts, less lines that are no items: for what holds items
 * and runs none, as a queue does.
 *
 * Lines of JSON keep their bytes, so that no digit of theirs changes. O(bytes).
 *
 * @example
 * ```ts
 * import { itemTexts } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = new TextEncoder().encode('{"n":1.50}\n\n{"n":\n');
 * const batch = { kind: "bytes", first: 0, count: 3, bytes } as const;
 * const [first, second] = itemTexts(batch, { lines: "json" });
 * assertEquals(new TextDecoder().decode(first?.bytes), '{"n":1.50}');
 * assertEquals(second?.fault, 'not JSON at column 6: {"n":');
 * ```
 *
 * @param batch The items.
 * @param options How they are written.
 */
export function* itemTexts(
  batch: Batch,
  { lines, checked = true }: ItemTextsOptions,
): Generator<ItemText, void> {
  if (batch.kind === "invalid") {
    yield { position: batch.first, fault: batch.reason };
  } else if (batch.kind === "range") {
    for (let item = 0; item < batch.count; item++) {
      const bytes = encode(String(batch.rangeStart + item));
      yield { position: batch.first + item, bytes };
    }
  } else if (batch.table !== undefined) yield* rowTexts(batch, batch.table);
  else if (lines === "text") yield* plainTexts(batch);
  else yield* checked ? jsonTexts(batch) : uncheckedTexts(batch);
}

/** A line without its line end. */
interface Line {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** The lines of a batch, by the line feeds that `find` finds. */
function* linesOf(
  { bytes, first, count }: BytesBatch,
  find: (start: number) => number = (start) => bytes.indexOf(LINE_FEED, start),
): Generator<Line, void> {
  let start = 0;
  for (let item = 0; item < count; item++) {
    const found = find(start);
    const next = found === -1 ? bytes.length : found;
    const end = next > start && bytes[next - 1] === CARRIAGE_RETURN
      ? next - 1
      : next;
    yield { position: first + item, bytes: bytes.subarray(start, end) };
    start = next + 1;
  }
}

function* jsonTexts(batch: BytesBatch): Generator<ItemText, void> {
  // Of all lines at once: that costs half as much as line by line.
  const all = decodeStrictly(batch.bytes);
  // In ASCII places are the same, and a text is searched ten times as fast as bytes.
  const isAscii = all?.length === batch.bytes.length;
  const find = all === undefined || !isAscii
    ? undefined
    : (start: number) => all.indexOf("\n", start);
  let start = 0;
  for (const { position, bytes } of linesOf(batch, find)) {
    const found = all === undefined ? -1 : all.indexOf("\n", start);
    const end = found === -1 ? all?.length : found;
    const text = all?.slice(start, end) ?? decodeStrictly(bytes);
    start = found + 1;
    const fault = text === undefined ? NOT_UTF8 : jsonFault(text);
    if (fault === undefined) yield { position, bytes };
    // What a sandbox takes for blank is so here.
    else if (text?.trim() !== "") yield { position, fault };
  }
}

/** Lines that are taken as they are, less blank ones. */
function* uncheckedTexts(batch: BytesBatch): Generator<ItemText, void> {
  for (const line of linesOf(batch)) {
    if (!isBlank(line.bytes, 0, line.bytes.length)) yield line;
  }
}

/** Plain lines as JSON strings, which hold whole characters only. */
function* plainTexts(batch: BytesBatch): Generator<ItemText, void> {
  for (const { position, bytes } of linesOf(batch)) {
    const text = decodeStrictly(bytes);
    yield text === undefined
      ? { position, fault: NOT_UTF8 }
      : { position, bytes: encode(JSON.stringify(text)) };
  }
}

function* rowTexts(
  batch: BytesBatch,
  table: TableLayout,
): Generator<ItemText, void> {
  for (const { position, bytes: line } of linesOf(batch)) {
    if (!isRow(line, table)) continue;
    const { json, fault } = readRow(line, table);
    yield fault === undefined
      ? { position, bytes: encode(json) }
      : { position, fault };
  }
}

const NOT_UTF8 = "not valid UTF-8";
