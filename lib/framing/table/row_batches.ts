import { type Batch, type BytesBatch, splitBatch } from "../batch.ts";
import { type BufferPool, lend } from "../buffer_pool.ts";
import { invalidItem, type InvalidText } from "../invalid_item.ts";
import { LineNumbers } from "./line_numbers.ts";
import type { TableLayout } from "./table_format.ts";

/** What batches of rows are made with. */
export interface RowBatchesOptions {
  /** Most rows in a batch. */
  readonly maxItems: number;
  /** Whose buffers the rows lie in. */
  readonly buffers: BufferPool;
}

/** Counts rows, and makes batches of them. */
export class RowBatches {
  /** How many rows were added and not taken. */
  count = 0;
  /** How many items were given out. */
  #position = 0;
  readonly #lines = new LineNumbers();
  readonly #options: RowBatchesOptions;

  constructor(options: RowBatchesOptions) {
    this.#options = options;
  }

  /** Adds rows, each one line long but the last, of which the first begins on `line`. */
  add(line: number, count: number): void {
    this.#lines.add(line, count);
    this.count += count;
  }

  /** Gives the rows that were added, which are these bytes, in batches of about the same size. */
  *take(
    bytes: Uint8Array<ArrayBuffer>,
    table: TableLayout,
  ): Generator<Batch, void> {
    const { count } = this;
    if (count === 0) return;
    const all: BytesBatch = {
      ...{ kind: "bytes", first: this.#position, count, bytes },
      ...{ ...this.#lines.take(), table },
    };
    this.#position += count;
    this.count = 0;
    const { maxItems, buffers } = this.#options;
    const size = Math.ceil(count / Math.ceil(count / maxItems));
    for (let rest: Batch | undefined = all; rest !== undefined;) {
      const [batch, next]: [Batch, Batch | undefined] = splitBatch(rest, size);
      rest = next;
      lend(buffers, batch);
      yield batch;
    }
  }

  /** An item that cannot be tried; all before it must have been taken. */
  invalid(item: Omit<InvalidText, "first">): Batch {
    return invalidItem({ ...item, first: this.#position++ });
  }
}
