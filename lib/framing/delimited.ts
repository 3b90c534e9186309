import { parse } from "../deps/std/parse_csv.ts";
import { decodeStrictly } from "../internal/bytes.ts";
import type { Batch } from "./batch.ts";
import { type DelimitedRecord, DelimitedRecords } from "./delimited_record.ts";
import { doubtfulLines } from "./line_texts.ts";
import { RecordBatches } from "./record_batches.ts";
import { type Read, readLines, type ReadLinesOptions } from "./sources.ts";

/** How {@linkcode readDelimited} reads a table. */
export interface ReadDelimitedOptions extends ReadLinesOptions {
  /** What stands between two fields. */
  readonly separator: "," | "\t";
  /** Told the names of the columns, once they are known. */
  readonly onColumns?: ((names: readonly string[]) => void) | undefined;
}

/**
 * Reads a table whose first row names its columns, as batches of JSON objects.
 *
 * A field may be quoted, and then hold separators, line feeds and, doubled, quotes. A
 * row that cannot be read, or has more or fewer fields than there are columns, is a
 * batch of its own that says it is refused. Blank lines are skipped; an item knows the
 * line on which it begins.
 *
 * Takes nothing from `read` while nobody asks for a batch, and holds no more than one
 * batch and one row.
 *
 * @param read Where the bytes come from; it is not called again before it has settled.
 * @param options How the rows are cut.
 * @returns The batches; at once at its end when the signal aborts.
 * @throws {RangeError} If `maxItems` or `longestLine` makes no sense.
 * @throws What `read` threw, once all that is whole was given out.
 */
export async function* readDelimited(
  read: Read,
  options: ReadDelimitedOptions,
): AsyncGenerator<Batch, void> {
  const table = new Table(options);
  for await (const batch of readLines(read, options)) {
    table.put(batch);
    yield* table.take();
    if (table.isOver) return;
  }
  if (options.signal?.aborted) return;
  table.end();
  yield* table.take();
}

/** Turns the lines of a table into records. */
class Table {
  /** Whether nothing can be read, since the columns are not known. */
  isOver = false;
  /** What stands before each value of a record. */
  #keys: readonly string[] | undefined;
  readonly #separator: string;
  readonly #plain: RegExp;
  readonly #records: DelimitedRecords;
  readonly #batches: RecordBatches;
  readonly #onColumns: ReadDelimitedOptions["onColumns"];

  constructor({ separator, maxItems, onColumns }: ReadDelimitedOptions) {
    this.#separator = separator;
    this.#plain = separator === "\t" ? PLAIN_TSV : PLAIN_CSV;
    this.#records = new DelimitedRecords(separator);
    this.#batches = new RecordBatches(maxItems);
    this.#onColumns = onColumns;
  }

  /** Takes in lines. */
  put(batch: Batch): void {
    if (batch.kind === "range" || this.isOver) return;
    const { bytes } = batch;
    const line = batch.first + 1;
    if (batch.kind === "invalid") {
      this.end();
      return this.#refuse({ text: "", line, refused: batch.reason });
    }
    const text = decodeStrictly(bytes);
    if (text === undefined) this.#putDoubtful(bytes, line);
    else this.#putText(text, line);
  }

  /** Gives up on a row that has begun. */
  end(): void {
    this.#putRecords(this.#records.end());
  }

  /** Takes out the records there are. */
  take(): readonly Batch[] {
    return this.#batches.take();
  }

  #putText(text: string, line: number): void {
    const whole = text.replaceAll("\r\n", "\n").replace(/[\r\n]$/, "");
    const isPlain = this.#plain.test(whole);
    for (const text of whole.split("\n")) {
      if (this.#records.isOpen || text.includes('"')) {
        this.#putRecords(this.#records.put(text, { line }));
      } else if (text !== "") {
        const fields = text.split(this.#separator);
        this.#putFields(fields, { line, text, isPlain });
      }
      line++;
    }
  }

  #putDoubtful(bytes: Uint8Array, firstLine: number): void {
    let line = firstLine;
    for (const { text, isValid } of doubtfulLines(bytes)) {
      const fault = isValid ? undefined : "not valid UTF-8";
      const whole = text.replace(/\r$/, "");
      if (whole !== "" || this.#records.isOpen) {
        this.#putRecords(this.#records.put(whole, { line, fault }));
      }
      line++;
    }
  }

  #putRecords(records: readonly DelimitedRecord[]): void {
    for (const record of records) {
      if (record.refused !== undefined) {
        this.#refuse(record);
        continue;
      }
      const { text, line } = record;
      if (text === "") continue;
      const how = { separator: this.#separator, lazyQuotes: true };
      const [fields = []] = parse(text, how);
      this.#putFields(fields, { line, text, isPlain: false });
    }
  }

  #putFields(fields: readonly string[], row: Row): void {
    if (this.isOver) return;
    const keys = this.#keys;
    if (keys === undefined) return this.#setColumns(fields);
    if (fields.length !== keys.length) {
      const refused = `the row has ${count(fields, "field")}, and the first ` +
        `row names ${count(keys, "column")}`;
      return this.#refuse({ ...row, refused });
    }
    let json = "{";
    for (let at = 0; at < fields.length; at++) {
      const field = fields[at] ?? "";
      json += keys[at] + (row.isPlain ? `"${field}"` : JSON.stringify(field));
    }
    this.#batches.add(json + "}", row.line);
  }

  #refuse({ text, line, refused = "" }: DelimitedRecord): void {
    if (this.isOver) return;
    this.#batches.refuse(refused, { input: text, line });
    if (this.#keys === undefined) this.isOver = true;
  }

  #setColumns(fields: readonly string[]): void {
    const names = columnNames(fields);
    this.#keys = names.map((name, at) =>
      `${at === 0 ? "" : ","}${JSON.stringify(name)}:`
    );
    this.#onColumns?.(names);
  }
}

/** A row whose fields were told apart. */
interface Row {
  readonly line: number;
  readonly text: string;
  /** Whether JSON can hold its fields as they are, between quotes. */
  readonly isPlain: boolean;
}

// JSON escapes control characters, quotes and backslashes; line feeds are gone by then.
// deno-lint-ignore no-control-regex
const PLAIN_CSV = /^[^"\\\0-\x09\x0b-\x1f]*$/;
// deno-lint-ignore no-control-regex
const PLAIN_TSV = /^[^"\\\0-\x08\x0b-\x1f]*$/;

function count(values: readonly unknown[], name: string): string {
  return `${values.length} ${name}${values.length === 1 ? "" : "s"}`;
}

/** Names for all columns, each of its own: what is missing or taken gets a number. */
function columnNames(fields: readonly string[]): string[] {
  const taken = new Set<string>();
  return fields.map((field, at) => {
    const name = field === "" ? `column_${at + 1}` : field;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
    taken.add(unique);
    return unique;
  });
}
