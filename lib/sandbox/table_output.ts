import { fieldWriter, joinFields } from "../framing/table/table_text.ts";
import { checkDelimiter } from "../framing/table/table_rules.ts";
import type { RowFormat, TableColumns, TableDialect } from "./protocol.ts";

/** How a {@linkcode TableOutput} writes. */
export interface TableOutputOptions extends TableDialect {
  /**
   * The columns; a field that is not among them is left out.
   *
   * @default {those of the first result}
   */
  readonly columns?: readonly string[] | undefined;
}

/** Whether items may be given to a worker: one run after the other until the columns are settled. */
export let mayStartRows: (table: TableOutput, items: Items) => boolean;

/** Takes in that items have their outcomes. */
export let finishRows: (table: TableOutput, items: Items) => void;

/** Takes in the columns that a worker found, if it found any. */
export let settleColumns: (
  table: TableOutput,
  columns: TableColumns | undefined,
) => void;

/** A run of items. */
interface Items {
  readonly first: number;
  readonly count: number;
}

/**
 * How the results of a sandbox become rows of a table, and what is known of its columns:
 * they are settled by the first result, and are those of all others then.
 *
 * One object belongs to one {@linkcode Sandbox.pipe}; as long as the columns are not
 * settled, chunks are run one after the other.
 *
 * @example Columns that are known
 * ```ts
 * import { TableOutput } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = ["id", "name, in full"];
 * const table = new TableOutput({ delimiter: ",", quotes: true, columns });
 * assertEquals(table.header(), 'id,"name, in full"\n');
 * ```
 */
export class TableOutput {
  #format: RowFormat;
  /** The first item that has no outcome; undefined as long as none was begun. */
  #next: number | undefined;
  /** How many items from a position on have their outcomes, as long as that matters. */
  readonly #finished = new Map<number, number>();

  /**
   * Describes a table to be written.
   *
   * @throws {RangeError} If the delimiter is not one character, or a quote or line end.
   */
  constructor({ columns, ...dialect }: TableOutputOptions) {
    checkDelimiter(dialect.delimiter);
    const dropsOthers = columns !== undefined;
    this.#format = Object.freeze({ ...dialect, columns, dropsOthers });
  }

  /** How rows are written, as far as it is known. */
  get format(): RowFormat {
    return this.#format;
  }

  /** Settles the columns ahead of the first result; settled ones stay. */
  settle(columns: readonly string[]): void {
    this.#settle(columns);
  }

  /**
   * The row of names, with its line end.
   *
   * @returns The text; empty if the columns have no names, or are not settled.
   * @throws {RangeError} If a name cannot be written without quotes.
   */
  header(): string {
    const { columns } = this.#format;
    if (typeof columns !== "object") return "";
    const write = fieldWriter(this.#format);
    const fields = columns.map((name) => {
      const field = write(name);
      if (field !== undefined) return field;
      throw new RangeError(
        `Cannot write the column ${JSON.stringify(name)} without quotes`,
      );
    });
    const row = joinFields(fields, this.#format);
    if (row !== undefined) return row + "\n";
    throw new RangeError("Cannot write a column without a name or quotes");
  }

  #settle(columns: TableColumns): void {
    if (this.#format.columns !== undefined) return;
    this.#format = Object.freeze({ ...this.#format, columns });
    this.#finished.clear();
  }

  static {
    mayStartRows = (table, { first }) => {
      if (table.#format.columns !== undefined) return true;
      table.#next ??= first;
      for (;;) {
        const count = table.#finished.get(table.#next);
        if (count === undefined) return first === table.#next;
        table.#finished.delete(table.#next);
        table.#next += count;
      }
    };
    finishRows = (table, { first, count }) => {
      const isSettled = table.#format.columns !== undefined;
      if (!isSettled) table.#finished.set(first, count);
    };
    settleColumns = (table, columns) => {
      if (columns !== undefined) table.#settle(columns);
    };
  }
}
