import {
  CARRIAGE_RETURN,
  decode,
  decodeStrictly,
  encode,
  LINE_FEED,
} from "../../internal/bytes.ts";
import {
  INNER_LINE_FEED,
  type TableDialect,
  type TableLayout,
  unevenRow,
} from "./table_format.ts";

/** How the fields of one row are read. */
export type FieldOptions = TableDialect & { readonly trim: boolean };

/**
 * The fields of one row, which has no line end of its own; of a row whose quotes do not
 * fit, what can be shown.
 *
 * For single rows, such as the first: workers have a faster way for all of them.
 */
export function fieldsOf(
  row: string,
  options: FieldOptions,
): (string | null)[] {
  const { delimiter, quotes, trim, nullText } = options;
  const fields: (string | null)[] = [];
  for (let at = 0; at <= row.length;) {
    const begin = trim ? skipBlanks(row, at, delimiter) : at;
    const isQuoted = quotes && row[begin] === '"';
    const close = isQuoted ? endOfQuoted(row, begin + 1) : begin;
    const found = row.indexOf(delimiter, close);
    const end = found === -1 ? row.length : found;
    if (isQuoted) fields.push(unquoted(row.slice(begin + 1, close - 1)));
    else {
      const text = trim ? trimmed(row.slice(at, end)) : row.slice(at, end);
      fields.push(text === nullText ? null : text);
    }
    at = end + 1;
  }
  return fields;
}

/** Text without the blanks around it. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, "").replace(/[ \t]+$/, "");
}

function unquoted(text: string): string {
  return text.replaceAll('""', '"').replaceAll("\r\n", "\n");
}

function skipBlanks(row: string, from: number, delimiter: string): number {
  let at = from;
  while ((row[at] === " " || row[at] === "\t") && row[at] !== delimiter) at++;
  return at;
}

/** What comes after the quote that ends the field. */
function endOfQuoted(row: string, start: number): number {
  let quote = row.indexOf('"', start);
  while (quote !== -1 && row[quote + 1] === '"') {
    quote = row.indexOf('"', quote + 2);
  }
  return quote === -1 ? row.length + 1 : quote + 1;
}

/** Names for all columns, each once: a name that is missing or taken gets a number. */
export function columnNames(fields: readonly string[]): string[] {
  const taken = new Set<string>();
  return fields.map((field, at) => {
    const name = field === "" ? `column_${at + 1}` : field;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
    taken.add(unique);
    return unique;
  });
}

/** Whether a line of a table is a row, and neither blank nor a comment. */
export function isRow(line: Uint8Array, { comment }: TableLayout): boolean {
  const isBlank = line.length === 0 ||
    line.length === 1 && line[0] === CARRIAGE_RETURN;
  if (isBlank || comment === undefined) return !isBlank;
  return encode(comment).some((byte, at) => line[at] !== byte);
}

/**
 * What a row is to people, as JSON: the object that a job is given, or, if the row is
 * none, its text.
 *
 * @example
 * ```ts
 * import { rowJson } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const layout = {
 *   ...{ columns: ["a", "b"], delimiter: ",", quotes: true, hasHeader: true },
 *   ...{ trim: false, ragged: false },
 * };
 * const row = new TextEncoder().encode('1,"x,y"\n');
 * assertEquals(rowJson(row, layout), '{"a":"1","b":"x,y"}');
 * ```
 *
 * @param row The row as it stands in a batch.
 * @param layout How it becomes an object.
 */
export function rowJson(row: Uint8Array, layout: TableLayout): string {
  const { json, text } = readRow(row, layout);
  return json ?? JSON.stringify(text);
}

/** What is in a row: JSON of its object, or why it is no row. */
export type RowReading =
  & {
    /** The row as text; where it is not UTF-8, with U+FFFD for what is not. */
    readonly text: string;
  }
  & (
    | { readonly json: string; readonly fault?: undefined }
    | { readonly json?: undefined; readonly fault: string }
  );

/** Reads one row as it stands in a batch. */
export function readRow(row: Uint8Array, layout: TableLayout): RowReading {
  const bytes = row.indexOf(INNER_LINE_FEED) === -1
    ? row
    : row.map((byte) => byte === INNER_LINE_FEED ? LINE_FEED : byte);
  const valid = decodeStrictly(bytes);
  const text = withoutEnd(valid ?? decode(bytes));
  if (valid === undefined) return { text, fault: "not valid UTF-8" };
  const { columns, ragged } = layout;
  const fields = fieldsOf(text, layout);
  if (!ragged && !isEven(fields, columns.length)) {
    return { text, fault: unevenRow(fields.length, layout) };
  }
  const names = ragged && fields.length > columns.length
    ? columnNames([...columns, ...fields.slice(columns.length).map(() => "")])
    : columns;
  let json = "{";
  for (const [at, name] of names.entries()) {
    const value = at < fields.length ? fields[at] : "";
    json += `${at === 0 ? "" : ","}${JSON.stringify(name)}:${
      JSON.stringify(value)
    }`;
  }
  return { text, json: `${json}}` };
}

function withoutEnd(text: string): string {
  const last = text.endsWith("\n") ? text.length - 1 : text.length;
  return text.slice(0, text[last - 1] === "\r" ? last - 1 : last);
}

/** Whether a row has a field for each column, and none but empty ones behind them. */
function isEven(fields: readonly (string | null)[], columns: number): boolean {
  return fields.length >= columns &&
    fields.every((field, at) => at < columns || field === "");
}
