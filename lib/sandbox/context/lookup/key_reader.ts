/**
 * Finds the keys of records, as texts.
 *
 * @module
 */

import { fieldsOf } from "../../../framing/table/table_fields.ts";
import {
  INNER_LINE_FEED,
  type TableLayout,
} from "../../../framing/table/table_format.ts";
import { LINE_FEED } from "../../../internal/bytes.ts";
import { exactValue } from "../../exact_values.ts";

/** Longest row that a message shows, in UTF-16 units. */
const SHOWN = 60;

/** The key of the record that begins at a place; undefined if it has none. */
export type KeyReader = (start: number) => string | undefined;

/** What a key is taken from. */
export interface KeyOptions {
  /** How a line becomes fields; undefined if it is JSON. */
  readonly layout: TableLayout | undefined;
  readonly key: string;
}

/** Makes a reader of the keys of records, each a line of `bytes`. */
export function keyReader(bytes: Uint8Array, options: KeyOptions): KeyReader {
  const { layout, key } = options;
  const lineAt = lineReader(bytes);
  if (layout === undefined) {
    return (start) => {
      const record = parsed(lineAt(start));
      const value = record?.[key];
      return value === undefined || value === null ? undefined : String(value);
    };
  }
  return (start) => keyOfRow(lineAt(start), layout, key);
}

/** Gives the text of the line that begins at a place. */
function lineReader(bytes: Uint8Array): (start: number) => string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let scratch = new Uint8Array(1024);
  return (start) => {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    // Shared memory cannot be decoded where it lies.
    if (scratch.length < end - start) {
      scratch = new Uint8Array(2 * (end - start));
    }
    const line = scratch.subarray(0, end - start);
    line.set(bytes.subarray(start, end));
    if (line.includes(INNER_LINE_FEED)) {
      for (let at = 0; at < line.length; at++) {
        if (line[at] === INNER_LINE_FEED) line[at] = LINE_FEED;
      }
    }
    return decoder.decode(line).replace(/\r$/, "");
  };
}

function keyOfRow(
  row: string,
  layout: TableLayout,
  key: string,
): string | undefined {
  const fields = layout.trim || layout.nullText !== undefined ||
      layout.quotes && row.includes('"')
    ? fieldsOf(row, layout)
    : row.split(layout.delimiter);
  const { columns, ragged } = layout;
  const isEven = fields.length >= columns.length &&
    (fields.length === columns.length ||
      fields.slice(columns.length).every((field) => field === ""));
  if (!isEven && !ragged) {
    throw new SyntaxError(
      `Cannot use a row of the table: it has ${fields.length} fields, and ` +
        `there are ${columns.length} columns: ${row.slice(0, SHOWN)}`,
    );
  }
  return fields[columns.indexOf(key)] ?? undefined;
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    return exactValue(line) as Record<string, unknown> | null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(`Cannot use a record of the table: ${reason}`);
  }
}
