import type { ReadLinesOptions } from "../sources.ts";

/** How {@linkcode readTable} reads a table. */
export interface ReadTableOptions extends ReadLinesOptions {
  /** What stands between two fields: one character. */
  readonly delimiter: string;
  /**
   * Whether a field may stand in quotes, and then hold anything, quotes doubled.
   *
   * @default {true}
   */
  readonly quotes?: boolean | undefined;
  /**
   * Whether the first row names the columns.
   *
   * @default {true}
   */
  readonly hasHeader?: boolean | undefined;
  /**
   * The names of the columns where no row names them.
   *
   * @default {column_1, column_2, …}
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * How many lines stand before the table.
   *
   * @default {0}
   */
  readonly skipLines?: number | undefined;
  /** What a line begins with that is no row. */
  readonly comment?: string | undefined;
  /**
   * Whether blanks around a field do not count.
   *
   * @default {false}
   */
  readonly trim?: boolean | undefined;
  /**
   * Whether a row may have fewer or more fields than there are columns.
   *
   * @default {false}
   */
  readonly ragged?: boolean | undefined;
  /** The text of a field that stands for `null`. */
  readonly nullText?: string | undefined;
  /** Told the names of the columns, once they are known. */
  readonly onColumns?: ((names: readonly string[]) => void) | undefined;
}
