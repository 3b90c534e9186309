// Makes rows of what a job returned.

import { fieldWriter, joinFields } from "../../../framing/table/table_text.ts";
import { JsonFault, jsonOf } from "../../exact_json.ts";
import type { RowFormat, TableColumns, TableLayout } from "../../protocol.ts";
import { errorText } from "../batch/error_text.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { parseExactLine } from "../json/parse_line.ts";
import { checkLength } from "../json/result_json.ts";
import {
  bigIntText,
  getPrototypeOf,
  isArray,
  isRawJSON,
  isWellFormed,
  objectPrototype,
  stringify,
} from "../prelude.ts";
import {
  columnsOf,
  type Fields,
  isNamed,
  listed,
  valuePlacer,
} from "./row_columns.ts";

/** What a row writer is made with. */
export interface RowWriterOptions extends RowFormat {
  /** How the rows are read, if they come from a table. */
  readonly table: TableLayout | undefined;
  /** Longest row, in UTF-16 units. */
  readonly limit: number;
}

/** Writes records as rows, below the columns that are known or that the first one has. */
export class RowWriter {
  /** The columns that the first record had, if there were none before. */
  settled: TableColumns | undefined;
  #columns: TableColumns | undefined;
  #place: ((record: Fields) => unknown[]) | undefined;
  readonly #options: RowWriterOptions;
  readonly #writeText: (text: string) => string | undefined;

  constructor(options: RowWriterOptions) {
    this.#options = options;
    this.#writeText = fieldWriter(options);
    this.#setColumns(options.columns);
  }

  /**
   * The row of a record, with its line end.
   *
   * @throws {ItemFailure} If it does not fit, or a table cannot hold it.
   */
  row(record: unknown): string {
    try {
      return this.#row(plainRecord(record)) + "\n";
    } catch (error) {
      if (ItemFailure.kindOf(error) !== undefined) throw error;
      throw new ItemFailure(
        "result",
        JsonFault.textOf(error) ?? errorText(error),
      );
    }
  }

  /** Lets another record settle the columns: what the first was part of has failed. */
  unsettle(): void {
    this.settled = undefined;
    this.#setColumns(undefined);
  }

  #row(record: unknown): string {
    const isFirst = this.#columns === undefined;
    if (isFirst) this.#setColumns(columnsOf(record, this.#options.table));
    try {
      const row = this.#joined(this.#valuesOf(record));
      if (isFirst) this.settled = this.#columns;
      return row;
    } catch (error) {
      // A record that is no row settles nothing.
      if (isFirst) this.unsettle();
      throw error;
    }
  }

  #setColumns(columns: TableColumns | undefined): void {
    const { dropsOthers } = this.#options;
    this.#columns = columns;
    this.#place = typeof columns === "object"
      ? valuePlacer({ columns, dropsOthers })
      : undefined;
  }

  #valuesOf(record: unknown): readonly unknown[] {
    const columns = this.#columns as TableColumns;
    if (typeof columns === "number") return arrayValues(record, columns);
    if (isNamed(record)) {
      return (this.#place as (record: Fields) => unknown[])(record);
    }
    throw new ItemFailure(
      "result",
      `the record is no object, and the columns are ${listed(columns)}`,
    );
  }

  #joined(values: readonly unknown[]): string {
    const fields: string[] = [];
    for (let at = 0; at < values.length; at++) {
      fields[at] = this.#field(values[at], at);
    }
    const row = joinFields(fields, this.#options);
    if (row === undefined) {
      throw new ItemFailure(
        "result",
        "the row is empty, and would be a blank line; --quotes on can write it",
      );
    }
    checkLength(row, this.#options.limit);
    return row;
  }

  #field(value: unknown, at: number): string {
    switch (typeof value) {
      case "string":
        return this.#text(value, at);
      case "number":
        if (value - value === 0) return `${value}`;
        break;
      case "boolean":
        return value ? "true" : "false";
      case "undefined":
        return "";
      case "bigint":
        return bigIntText(value);
    }
    if (value === null) return this.#options.nullText ?? "";
    if (isRawJSON(value)) return value.rawJSON;
    return this.#text(jsonText(value, this.#nameOf(at)), at);
  }

  #text(text: string, at: number): string {
    if (!isWellFormed(text)) {
      throw new ItemFailure(
        "result",
        `the field ${this.#shown(at)} has half of a surrogate pair, which ` +
          "UTF-8 cannot hold",
      );
    }
    const field = this.#writeText(text);
    if (field !== undefined) return field;
    const why = text === this.#options.nullText
      ? "is the text that stands for null"
      : "holds a delimiter or a line end";
    throw new ItemFailure(
      "result",
      `the field ${this.#shown(at)} ${why}; --quotes on can write it`,
    );
  }

  #nameOf(at: number): string | number {
    const columns = this.#columns;
    return typeof columns === "object" ? columns[at] ?? "" : at;
  }

  #shown(at: number): string {
    const name = this.#nameOf(at);
    return typeof name === "number" ? `${name + 1}` : stringify(name);
  }
}

/** A record whose fields can be asked for one by one, as JSON would. */
function plainRecord(record: unknown): unknown {
  if (typeof record !== "object" || record === null) {
    return typeof record === "function" || typeof record === "symbol"
      ? jsonText(record, 0)
      : record;
  }
  const isPlain = isArray(record) || isRawJSON(record) ||
    isSimple(getPrototypeOf(record));
  const { toJSON } = record as { toJSON?: unknown };
  if (isPlain && typeof toJSON !== "function") return record;
  const json = jsonOf(record, { hasBigInts: true, keepTypes: true });
  return json === undefined ? jsonText(record, 0) : parseExactLine(json);
}

function isSimple(prototype: object | null): boolean {
  return prototype === null || prototype === objectPrototype;
}

/** What stands in a field that is neither text nor number. */
function jsonText(value: unknown, name: string | number): string {
  const options = { hasBigInts: true, keepTypes: false };
  try {
    const json = jsonOf(value, options);
    if (json !== undefined) return fieldOf(json);
  } catch (error) {
    if (JsonFault.textOf(error) === undefined) throw error;
  }
  // Once more from outside of the field, so that the message has the whole path.
  jsonOf({ [name]: value }, options);
  throw new ItemFailure(
    "result",
    `the field ${stringify(name)} is nothing in JSON`,
  );
}

/** A value that says by `toJSON` that it is a text, such as a date, stands there as one. */
function fieldOf(json: string): string {
  return json[0] === '"' ? parseExactLine(json) as string : json;
}

function arrayValues(record: unknown, size: number): readonly unknown[] {
  const values = isArray(record) ? record : [record];
  if (!isNamed(record) && values.length === size) return values;
  const found = isNamed(record) ? "names" : `${values.length}`;
  throw new ItemFailure(
    "result",
    `the record has ${found} where the first has ${size} fields ` +
      "without names",
  );
}
