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
      text += this.#row(valuesIn(record, columns));
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
  #row(values: readonly unknown[]): string {
    let row = "";
    for (let at = 0; at < values.length; at++) {
      if (at > 0) row += this.#separator;
      row += this.#field(values[at]);
    }
    // A blank line would be no row to a reader.
    return (row === "" ? '""' : row) + "\n";
  }

  #field(value: unknown): string {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return this.#special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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

/** The values of a record, in the order of the columns. */
function valuesIn(record: unknown, columns: Columns): readonly unknown[] {
  if (typeof columns === "number") return arrayValues(record, columns);
  if (!isObject(record)) {
    throw new ShapeError(
      `the record is no object, and the columns are ${listed(columns)}`,
    );
  }
  const names = Object.keys(record);
  // As good as always so: then there is nothing to look up.
  if (isSame(names, columns)) return Object.values(record);
  const known = new Set(columns);
  const extra = names.find((name) => !known.has(name));
  if (extra !== undefined) {
    throw new ShapeError(
      `the field ${JSON.stringify(extra)} is not among the columns of the ` +
        `first record: ${listed(columns)}`,
    );
  }
  return columns.map((name) =>
    Object.hasOwn(record, name) ? record[name] : undefined
  );
}

function isSame(names: readonly string[], others: readonly string[]): boolean {
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at++) {
    if (names[at] !== others[at]) return false;
  }
  return true;
}

function arrayValues(record: unknown, count: number): readonly unknown[] {
  const values = valuesOf(record);
  if (!isObject(record) && values.length === count) return values;
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
