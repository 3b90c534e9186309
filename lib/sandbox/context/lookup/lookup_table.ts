/**
 * Tables that jobs look records up in: read once, held once for all workers.
 *
 * Invariants: `starts` has all records in their order, each where it begins or, if it is
 * not kept, nowhere; every one that is kept has exactly one slot, and is reached from the slot of its key's hash by full slots alone.
 *
 * @module
 */

import { type Batch, bytesOf } from "../../../framing/batch.ts";
import { RecordBatches } from "../../../framing/record_batches.ts";
import type { TableLayout } from "../../../framing/table/table_format.ts";
import { jsonOf } from "../../exact_json.ts";
import {
  NO_RECORD,
  recordBits,
  recordIn,
  slotOf,
} from "../../lookup_layout.ts";
import { GrowingBytes } from "./growing_bytes.ts";
import { type KeyReader, keyReader } from "./key_reader.ts";
import { keepParts, type LookupParts } from "./lookup_parts.ts";
import { KeyScanner } from "./key_scanner.ts";

/** What becomes of a record whose key another one has. */
export type Duplicates = "refuse" | "first" | "last" | "all";

/** How a table is read. */
export interface LookupOptions {
  /**
   * The field that records are looked up by.
   *
   * @default {the first column of a table, "id" of JSON}
   */
  readonly key?: string | undefined;
  /**
   * What becomes of a record whose key another one has: it is refused, or the first, the
   * last or all of them are kept.
   *
   * @default {"refuse"}
   */
  readonly duplicates?: Duplicates | undefined;
}

/** Slots for each record: with more of them full, looking up takes longer. */
const SLOTS_PER_RECORD = 1.4;

/** Items of one batch of records that are given as values. */
const BATCH_ITEMS = 256;

/**
 * Records that a job can look up by a key, as `context.tables.NAME.get(key)`.
 *
 * It lies once in memory that all workers share, and counts against no job's heap.
 *
 * @example Look a rate up
 * ```ts
 * import { LookupTable, Sandbox } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const rates = await LookupTable.from([{ id: "USD", rate: 0.9 }]);
 * await using sandbox = new Sandbox(
 *   "(price, { tables }) => price * tables.rates.get('USD').rate",
 *   { tables: { rates } },
 * );
 * assertEquals(await sandbox.run(10), 9);
 * ```
 */
export class LookupTable {
  readonly #parts: LookupParts;

  private constructor(parts: LookupParts) {
    this.#parts = parts;
    keepParts(this, parts);
  }

  /** How many keys there are. */
  get size(): number {
    return this.#parts.keys;
  }

  /**
   * Tells tables apart: resolves to a text that is the same for the same records.
   *
   * Costs about 2 ms a megabyte.
   */
  async digest(): Promise<string> {
    const { data, size, key } = this.#parts;
    // Shared memory cannot be hashed where it lies.
    const copy = new Uint8Array(data, 0, size).slice();
    const digest = await crypto.subtle.digest("SHA-256", copy);
    return `${key} ${new Uint8Array(digest).toHex()}`;
  }

  /**
   * Makes a table of values.
   *
   * Costs about 2 µs a record.
   *
   * @param records Objects that JSON can hold.
   * @param options The key, and what becomes of one that occurs twice.
   * @throws {RangeError} If a record has no key, or one that another has.
   * @throws {TypeError} If JSON cannot hold a record.
   */
  static async from(
    records: Iterable<object>,
    options: LookupOptions = {},
  ): Promise<LookupTable> {
    return await LookupTable.read(batchesOf(records), options);
  }

  /**
   * Makes a table of what is read: of `readTable`, `readLines` or `readJsonArray`.
   *
   * Costs about 2 µs a record, and as much memory as the text, 10 bytes more for each.
   *
   * @param batches The records.
   * @param options The key, and what becomes of one that occurs twice.
   * @throws {RangeError} If a record has no key, or one that another has.
   * @throws {SyntaxError} If a record is no JSON, or no row of its table.
   * @throws What `batches` throws.
   */
  static async read(
    batches: AsyncIterable<Batch> | Iterable<Batch>,
    options: LookupOptions = {},
  ): Promise<LookupTable> {
    const builder = new Builder(options);
    for await (const batch of batches) builder.add(batch);
    return new LookupTable(builder.build());
  }
}

function* batchesOf(records: Iterable<object>): Generator<Batch, void> {
  const batches = new RecordBatches(BATCH_ITEMS);
  let waiting = 0;
  for (const record of records) {
    const json = jsonOf(record, { hasBigInts: false, keepTypes: true });
    batches.add(json ?? "");
    if (++waiting < BATCH_ITEMS) continue;
    waiting = 0;
    yield* batches.take();
  }
  yield* batches.take();
}

/** Reads records, and then puts them into their slots. */
class Builder {
  readonly #data = new GrowingBytes();
  readonly #duplicates: Duplicates;
  readonly #starts: number[] = [];
  readonly #hashes: number[] = [];
  #layout: TableLayout | undefined;
  #key: string | undefined;
  #scanner: KeyScanner | undefined;
  #read: KeyReader | undefined;
  /** Records whose key another one has, and that are not kept. */
  #dropped: ReadonlySet<number> = new Set();

  constructor({ key, duplicates = "refuse" }: LookupOptions) {
    this.#key = key;
    this.#duplicates = duplicates;
  }

  add(batch: Batch): void {
    const bytes = bytesOf(batch);
    if (batch.kind !== "bytes" || bytes === undefined) {
      const reason = batch.kind === "invalid" ? batch.reason : "it is a range";
      throw new SyntaxError(
        `Cannot use record ${batch.first + 1} of the table: ${reason}`,
      );
    }
    if (this.#scanner === undefined) this.#open(batch.table);
    const begin = this.#data.add(bytes);
    this.#scanner?.scan(bytes, (start, hash) => {
      this.#starts.push(begin + start);
      this.#hashes.push(hash);
    });
  }

  #open(layout: TableLayout | undefined): void {
    this.#layout = layout;
    this.#key ??= layout === undefined ? "id" : layout.columns[0] ?? "";
    if (layout !== undefined && !layout.columns.includes(this.#key)) {
      throw new RangeError(
        `Cannot look records up by "${this.#key}": the columns are ${
          layout.columns.join(", ")
        }`,
      );
    }
    this.#scanner = new KeyScanner({ layout, key: this.#key });
  }

  build(): LookupParts {
    const { buffer, size } = this.#data;
    const key = this.#key ?? "id";
    const bytes = new Uint8Array(buffer, 0, size);
    this.#read = keyReader(bytes, { layout: this.#layout, key });
    const slots = sharedWords(
      Math.ceil(this.#starts.length * SLOTS_PER_RECORD) + 1,
    );
    const keys = this.#fill(slots);
    const starts = sharedWords(this.#starts.length);
    starts.set(this.#starts);
    // No record begins behind the last byte: that is one which is not kept.
    for (const record of this.#dropped) starts[record] = NO_RECORD;
    return {
      data: buffer,
      size,
      starts: starts.buffer,
      slots: slots.buffer,
      keys,
      layout: this.#layout,
      key,
      hasMany: this.#duplicates === "all",
    };
  }

  /** Puts every record into its slot; returns how many keys there are. */
  #fill(slots: Uint32Array): number {
    const bits = recordBits(this.#starts.length);
    const dropped = new Set<number>();
    let keys = 0;
    for (let record = 0; record < this.#starts.length; record++) {
      const hash = this.#hashes[record] ?? 0;
      let isNew = true;
      let at = hash % slots.length;
      for (; slots[at] !== 0; at = (at + 1) % slots.length) {
        const other = recordIn(slots[at] ?? 0, hash, bits);
        if (other === -1 || this.#keyOf(other) !== this.#keyOf(record)) {
          continue;
        }
        isNew = false;
        if (this.#duplicates === "all") continue;
        if (this.#duplicates === "refuse") {
          throw twice(this.#keyOf(record), other, record);
        }
        const isLast = this.#duplicates === "last";
        dropped.add(isLast ? other : record);
        if (isLast) slots[at] = slotOf(record, hash, bits);
        break;
      }
      if (isNew) keys++;
      if (slots[at] === 0) slots[at] = slotOf(record, hash, bits);
    }
    this.#dropped = dropped;
    return keys;
  }

  #keyOf(record: number): string {
    return this.#read?.(this.#starts[record] ?? 0) ?? "";
  }
}

function twice(key: string, one: number, other: number): RangeError {
  return new RangeError(
    `Cannot look records up by a key that occurs twice: records ${one + 1} ` +
      `and ${other + 1} are both ${JSON.stringify(key.slice(0, 60))}`,
  );
}

function sharedWords(count: number): Uint32Array<SharedArrayBuffer> {
  const { BYTES_PER_ELEMENT } = Uint32Array;
  return new Uint32Array(new SharedArrayBuffer(count * BYTES_PER_ELEMENT));
}
