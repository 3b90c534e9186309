import { type Batch, rowJson } from "../../../mod.ts";

// Framing took the mark before the input; within a line U+FEFF is text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE_FEED = 10;

/** Finds the inputs of items of a batch; the items must be asked for in order. */
export class InputTexts {
  #line = 0;
  #start = 0;
  readonly #batch: Batch;
  readonly #bytes: Uint8Array;

  constructor(batch: Batch) {
    this.#batch = batch;
    this.#bytes = batch.kind === "range" ? new Uint8Array(0) : batch.bytes;
  }

  /** The item at `position` of the whole input, as text. */
  at(position: number): string {
    const item = position - this.#batch.first;
    return this.#batch.kind === "range"
      ? String(this.#batch.rangeStart + item)
      : this.#lineAt(item);
  }

  #lineAt(line: number): string {
    for (; this.#line < line; this.#line++) this.#start = this.#lineEnd() + 1;
    const bytes = this.#bytes.subarray(this.#start, this.#lineEnd());
    const table = this.#batch.kind === "bytes" && this.#batch.table;
    if (table) return rowJson(bytes, table);
    const text = decoder.decode(bytes);
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  }

  #lineEnd(): number {
    const found = this.#bytes.indexOf(LINE_FEED, this.#start);
    return found === -1 ? this.#bytes.length : found;
  }
}
