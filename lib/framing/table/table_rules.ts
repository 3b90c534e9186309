// What the options of a reader mean to the parts of it.

import { decodeStrictly } from "../../internal/bytes.ts";
import type { RowScannerOptions } from "./row_scanner.ts";
import type { SimpleRules } from "./simple_rows.ts";
import { fieldsOf } from "./table_fields.ts";
import type { TableLayout } from "./table_format.ts";
import type { ReadTableOptions } from "./table_options.ts";

/** Refuses what cannot stand between two fields. */
export function checkDelimiter(delimiter: string): void {
  const isOne = delimiter.length === 1 && delimiter.isWellFormed();
  if (isOne && !/["\r\n]/.test(delimiter)) return;
  throw new RangeError(
    `Cannot use the delimiter ${JSON.stringify(delimiter)}: it is one ` +
      "character, and neither a quote nor a line end",
  );
}

/** What tells rows apart, complete. */
export function scanRules(
  { delimiter, quotes = true, trim = false, comment }: ReadTableOptions,
): Required<RowScannerOptions> {
  return { delimiter, quotes, trim, comment };
}

/** The same for rows that are one line each; undefined if there are too many rules for that. */
export function simpleRules(
  options: ReadTableOptions,
): SimpleRules | undefined {
  const { delimiter, quotes, trim, comment } = scanRules(options);
  const code = delimiter.charCodeAt(0);
  return trim || comment !== undefined || code > 0x7f
    ? undefined
    : { delimiter: code, quotes };
}

/** How rows become objects. */
export function layoutOf(
  columns: readonly string[],
  options: ReadTableOptions,
): TableLayout {
  const { nullText, ragged = false, hasHeader = true } = options;
  const rules = scanRules(options);
  return Object.freeze({ ...rules, nullText, ragged, hasHeader, columns });
}

/** The fields of a row; none if it is no row, undefined if it is not UTF-8. */
export function headerFields(
  row: Uint8Array,
  options: ReadTableOptions,
): string[] | undefined {
  const text = decodeStrictly(row)?.replace(/(\r?\n|\r)$/, "");
  const { comment } = options;
  if (text === undefined) return undefined;
  const isComment = comment !== undefined && text.startsWith(comment);
  if (text === "" || isComment) return [];
  return fieldsOf(text, scanRules(options)).map((field) => field ?? "");
}
