/**
 * How tables are written: what reading one needs to know beside its bytes.
 *
 * @module
 */

/** How the fields of a table are told apart. */
export interface TableDialect {
  /** What stands between two fields: one character. */
  readonly delimiter: string;
  /** Whether a field may stand in quotes, and then hold anything. */
  readonly quotes: boolean;
  /** The text of a field that stands for `null`; undefined if none does. */
  readonly nullText?: string | undefined;
}

/** How a row of a table becomes an object. */
export interface TableLayout extends TableDialect {
  /** The names of the columns, each once. */
  readonly columns: readonly string[];
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
  /** What a line begins with that is no row; undefined if every line is one. */
  readonly comment?: string | undefined;
  /** Whether blanks around a field do not count. */
  readonly trim: boolean;
  /** Whether a row may have fewer or more fields than there are columns. */
  readonly ragged: boolean;
}

/**
 * Stands for a line feed within a row, so that a row is one line: no UTF-8 text has
 * this byte.
 */
export const INNER_LINE_FEED = 0xff;

/** What {@linkcode INNER_LINE_FEED} becomes where the input itself holds it: no UTF-8 either. */
export const NOT_UTF8 = 0xfe;

/** Why a row of `size` fields is none. */
export function unevenRow(
  size: number,
  { columns, hasHeader }: TableLayout,
): string {
  const named = hasHeader
    ? `the first row names ${counted(columns.length, "column")}`
    : `there are ${counted(columns.length, "column")}`;
  return `the row has ${counted(size, "field")}, and ${named}`;
}

function counted(size: number, name: string): string {
  return `${size} ${name}${size === 1 ? "" : "s"}`;
}
