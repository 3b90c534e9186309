import type { Output } from "./output.ts";
import type { RunTable } from "./run_table.ts";

const encoder = new TextEncoder();

/** Writes rows below the row of their names. */
export class RowOutput implements Output {
  #isNamed = false;
  readonly #rows: Output;
  readonly #table: RunTable;

  constructor(rows: Output, table: RunTable) {
    this.#rows = rows;
    this.#table = table;
  }

  get size(): number {
    return this.#rows.size;
  }

  async write(rows: Uint8Array): Promise<void> {
    if (rows.length === 0) return;
    await this.#writeHeader(false);
    await this.#rows.write(rows);
  }

  async end(): Promise<void> {
    await this.#writeHeader(true);
    await this.#rows.end();
  }

  async #writeHeader(isEnd: boolean): Promise<void> {
    if (this.#isNamed) return;
    this.#isNamed = true;
    await this.#rows.write(encoder.encode(this.#table.header(isEnd)));
  }
}
