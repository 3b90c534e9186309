// Makes rows of what a job returned.

import { JsonFault } from "../../exact_json.ts";
import type { RowFormat, TableColumns, TableLayout } from "../../protocol.ts";
import { errorText } from "../batch/error_text.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { bigIntText, isArray, isRawJSON, stringify } from "../prelude.ts";
import { checkSteps } from "../realm/steps.ts";
import type { RawRow } from "./byte_cutter.ts";
import { jsonText, plainRecord } from "./field_json.ts";
import { RowBytes } from "./row_bytes.ts";
import {
  columnsOf,
  isNamed,
  listed,
  type ValuesReader,
  valuesReader,
} from "./row_columns.ts";

/** What a row writer is made with. */
export interface RowWriterOptions extends RowFormat {
  /** How the rows are read, if they come from a table. */
  readonly table: TableLayout | undefined;
  /** Longest row, in bytes. */
  readonly limit: number;
  /** Takes rows, and how many they are; the bytes are written to again. */
  readonly onRows: (bytes: Uint8Array<ArrayBuffer>, rows: number) => void;
}

/** Rows are handed on once they have this many bytes. */
const WORTH_ADDING = 32 * 2 ** 10;

/** Writes records as rows, below the columns that are known or that the first one has. */
export class RowWriter {
  /** The columns that the first record had, if there were none before. */
  settled: TableColumns | undefined;
  #columns: TableColumns | undefined;
  #read: ValuesReader | undefined;
  /** How many rows are whole and not handed on. */
  #rows = 0;
  readonly #bytes: RowBytes;
  readonly #options: RowWriterOptions;

  constructor(options: RowWriterOptions) {
    this.#options = options;
    this.#bytes = new RowBytes(options);
    this.#setColumns(options.columns);
  }

  /**
   * Adds the rows of records, or none of them.
   *
   * @throws {ItemFailure} If one does not fit, or a table cannot hold it.
   */
  addAll(records: readonly unknown[]): void {
    const { size } = this.#bytes;
    const wasSettled = this.settled !== undefined;
    const rows = this.#rows;
    try {
      for (let at = 0; at < records.length; at++) {
        if (records[at] !== undefined) this.#add(records[at]);
        this.#checkSize(this.#bytes.size - size);
      }
      checkSteps();
    } catch (error) {
      this.#bytes.size = size;
      this.#rows = rows;
      if (!wasSettled && this.settled !== undefined) this.#unsettle();
      throw error;
    }
    this.#handOn(WORTH_ADDING);
  }

  /**
   * Adds the row of a record.
   *
   * @param record The record.
   * @param raw A row in the same dialect: what equals its fields is copied from there.
   * @throws {ItemFailure} If it does not fit, or a table cannot hold it.
   */
  add(record: unknown, raw?: RawRow): void {
    this.#add(record, raw);
    this.#handOn(WORTH_ADDING);
  }

  /** Adds a row that is written already, less its line end. */
  addLine(line: string): void {
    this.#bytes.beginRow();
    this.#bytes.addPlain(line);
    this.#endLine();
  }

  /** The same for a row that stands in bytes. */
  addRaw({ bytes, begin, ends, size }: RawRow): void {
    this.#bytes.beginRow();
    this.#bytes.addRaw(bytes, begin, ends[size - 1] as number);
    this.#endLine();
  }

  #endLine(): void {
    this.#bytes.endRow();
    this.#rows++;
    this.#handOn(WORTH_ADDING);
  }

  /** Hands on all that waits. */
  flush(): void {
    this.#handOn(1);
  }

  #handOn(least: number): void {
    const bytes = this.#bytes;
    if (bytes.size < least) return;
    const rows = this.#rows;
    this.#rows = 0;
    this.#options.onRows(bytes.bytes, rows);
    bytes.clear();
  }

  #add(record: unknown, raw?: RawRow): void {
    const isFirst = this.#columns === undefined;
    const bytes = this.#bytes;
    bytes.beginRow();
    try {
      const plain = plainRecord(record);
      if (isFirst) this.#setColumns(columnsOf(plain, this.#options.table));
      this.#addFields(this.#valuesOf(plain), raw);
      checkSteps();
      this.#checkSize(bytes.endRow());
    } catch (error) {
      bytes.dropRow();
      // A record that is no row settles nothing.
      if (isFirst) this.#unsettle();
      throw asFailure(error);
    }
    this.#rows++;
    if (isFirst) this.settled = this.#columns;
  }

  #unsettle(): void {
    this.settled = undefined;
    this.#setColumns(undefined);
  }

  #setColumns(columns: TableColumns | undefined): void {
    const { dropsOthers } = this.#options;
    this.#columns = columns;
    this.#read = typeof columns === "object"
      ? valuesReader({ columns, dropsOthers })
      : undefined;
  }

  #valuesOf(record: unknown): readonly unknown[] {
    const columns = this.#columns as TableColumns;
    if (typeof columns === "number") return arrayValues(record, columns);
    if (isNamed(record)) return (this.#read as ValuesReader)(record);
    throw new ItemFailure(
      "result",
      `the record is no object, and the columns are ${listed(columns)}`,
    );
  }

  #addFields(values: readonly unknown[], raw: RawRow | undefined): void {
    const columns = this.#columns as TableColumns;
    const size = typeof columns === "number" ? columns : columns.length;
    let at = raw === undefined ? 0 : this.#addKept(values, size, raw);
    for (; at < size; at++) this.#addField(values[at], at);
  }

  /** Copies the first fields, as far as they are those of the row; gives how many. */
  #addKept(
    values: readonly unknown[],
    size: number,
    { bytes, begin, fields, ends, kept }: RawRow,
  ): number {
    const most = kept < size ? kept : size;
    let at = 0;
    while (at < most && values[at] === fields[at]) at++;
    if (at > 0) this.#bytes.addRaw(bytes, begin, ends[at - 1] as number);
    return at;
  }

  #addField(value: unknown, at: number): void {
    const bytes = this.#bytes;
    switch (typeof value) {
      case "string":
        return this.#addText(value, at);
      case "number":
        if (bytes.addNumber(value)) return;
        if (value - value !== 0) break;
        return this.#addText(`${value}`, at);
      case "boolean":
        return this.#addText(value ? "true" : "false", at);
      case "undefined":
        return bytes.addPlain("");
      case "bigint":
        return this.#addText(bigIntText(value), at);
    }
    if (value === null) return bytes.addPlain(this.#options.nullText ?? "");
    if (isRawJSON(value)) return this.#addText(value.rawJSON, at);
    this.#addText(jsonText(value, this.#nameOf(at)), at);
  }

  #addText(text: string, at: number): void {
    this.#checkSize(text.length);
    if (this.#bytes.addText(text)) return;
    const why = text === this.#options.nullText
      ? "is the text that stands for null"
      : "holds a delimiter or a line end";
    const name = this.#nameOf(at);
    const shown = typeof name === "number" ? `${name + 1}` : stringify(name);
    throw new ItemFailure(
      "result",
      `the field ${shown} ${why}; --quotes on can write it`,
    );
  }

  #checkSize(size: number): void {
    const { limit } = this.#options;
    if (size <= limit) return;
    throw new ItemFailure(
      "result-size",
      `the result has ${size} bytes, and ${limit} are allowed`,
    );
  }

  #nameOf(at: number): string | number {
    const columns = this.#columns;
    return typeof columns === "object" ? columns[at] ?? "" : at;
  }
}

function asFailure(error: unknown): unknown {
  if (ItemFailure.kindOf(error) !== undefined) return error;
  const message = JsonFault.textOf(error) ?? errorText(error);
  return new ItemFailure("result", message);
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
