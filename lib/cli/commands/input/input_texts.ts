import { type Batch, rowJson } from "../../../mod.ts";

// Framing took the mark before the input; within a line U+FEFF is text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE_FEED = 10;

/** So many of all lines, and it is quicker to decode all of them at once. */
const MANY = 1 / 8;

/** Finds the inputs of items of a batch; the items must be asked for in order. */
export class InputTexts {
  #line = 0;
  #start = 0;
  /** All lines, where many are wanted. */
  readonly #lines: readonly string[] | undefined;
  readonly #batch: Batch;
  readonly #bytes: Uint8Array;

  /** Opens a batch; `wanted` is how many items will be asked for. */
  constructor(batch: Batch, wanted = 1) {
    this.#batch = batch;
    this.#bytes = batch.kind === "range" ? new Uint8Array(0) : batch.bytes;
    const isTable = batch.kind === "bytes" && batch.table !== undefined;
    if (!isTable && wanted > MANY * batch.count) {
      // Whatever is no UTF-8, a line feed stays one.
      this.#lines = decoder.decode(this.#bytes).split("\n");
    }
  }

  /** The item at `position` of the whole input, as text. */
  at(position: number): string {
    const item = position - this.#batch.first;
    return this.#batch.kind === "range"
      ? String(this.#batch.rangeStart + item)
      : this.#lineAt(item);
  }

  #lineAt(line: number): string {
    if (this.#lines !== undefined) {
      return withoutReturn(this.#lines[line] ?? "");
    }
    for (; this.#line < line; this.#line++) this.#start = this.#lineEnd() + 1;
    const bytes = this.#bytes.subarray(this.#start, this.#lineEnd());
    const table = this.#batch.kind === "bytes" && this.#batch.table;
    return table ? rowJson(bytes, table) : withoutReturn(decoder.decode(bytes));
  }

  #lineEnd(): number {
    const found = this.#bytes.indexOf(LINE_FEED, this.#start);
    return found === -1 ? this.#bytes.length : found;
  }
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
