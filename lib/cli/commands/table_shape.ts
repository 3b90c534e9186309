import { type Shape, ShapeError } from "./shape.ts";

/** Most names of columns that a message shows. */
const SHOWN = 8;

/** The names of the columns, or how many there are where rows are arrays. */
type Columns = readonly string[] | number;

/**
 * Writes a table: objects below a row of names, or arrays without one.
 *
 * The columns are those of the first record. A later object may leave some out; one
 * that has more does not fit, since its values would be lost.
 */
export class TableShape implements Shape {
  #columns: Columns | undefined;
  #isNamed = false;
  readonly #separator: string;
  readonly #special: RegExp;

  constructor(separator: "," | "\t") {
    this.#separator = separator;
    this.#special = separator === "," ? /[",\r\n]/ : /["\t\r\n]/;
  }

  /** Settles the columns before there is a record. */
  setColumns(names: readonly string[]): void {
    this.#columns = names;
  }

  textOf(records: readonly unknown[]): string {
    let columns = this.#columns;
    let text = "";
    for (const record of records) {
      columns ??= columnsOf(record);
      text += this.#row(fieldsOf(record, columns));
    }
    if (columns === undefined) return text;
    this.#columns = columns;
    return this.#header() + text;
  }

  end(): string {
    return this.#header();
  }

  /** The row of names, once. */
  #header(): string {
    if (this.#isNamed || !Array.isArray(this.#columns)) return "";
    this.#isNamed = true;
    return this.#row(this.#columns);
  }

  // Not by @std/csv, whose rows end in CR LF, and which leaves a lone CR unquoted.
  #row(fields: readonly string[]): string {
    const row = fields.map((field) => this.#quoted(field))
      .join(this.#separator);
    // A blank line would be no row to a reader.
    return (row === "" ? '""' : row) + "\n";
  }

  #quoted(field: string): string {
    return this.#special.test(field)
      ? `"${field.replaceAll('"', '""')}"`
      : field;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(record: unknown): record is Fields {
  return typeof record === "object" && record !== null &&
    !Array.isArray(record);
}

function columnsOf(record: unknown): Columns {
  const columns = isObject(record)
    ? Object.keys(record)
    : valuesOf(record).length;
  if (columns === 0 || (columns as readonly string[]).length === 0) {
    throw new ShapeError("the record has no fields");
  }
  return columns;
}

function valuesOf(record: unknown): readonly unknown[] {
  return Array.isArray(record) ? record : [record];
}

function fieldsOf(record: unknown, columns: Columns): readonly string[] {
  if (typeof columns === "number") return arrayFields(record, columns);
  if (!isObject(record)) {
    throw new ShapeError(
      `the record is no object, and the columns are ${listed(columns)}`,
    );
  }
  const fields = columns.map((name) => (
    Object.hasOwn(record, name) ? textOf(record[name]) : ""
  ));
  const known = new Set(columns);
  const extra = Object.keys(record).find((name) => !known.has(name));
  if (extra === undefined) return fields;
  throw new ShapeError(
    `the field ${JSON.stringify(extra)} is not among the columns of the ` +
      `first record: ${listed(columns)}`,
  );
}

function arrayFields(record: unknown, count: number): readonly string[] {
  const values = valuesOf(record);
  if (!isObject(record) && values.length === count) return values.map(textOf);
  const found = isObject(record) ? "names" : String(values.length);
  throw new ShapeError(
    `the record has ${found} where the first has ${count} fields ` +
      "without names",
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(", ");
  return names.length > SHOWN ? `${shown}, …` : shown;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
