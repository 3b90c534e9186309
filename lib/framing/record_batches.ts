import { encode } from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import { invalidItem } from "./invalid_item.ts";

/** Groups records, as JSON texts, into batches; counts their positions. */
export class RecordBatches {
  #text = "";
  #first = 0;
  #count = 0;
  #ready: Batch[] = [];
  readonly #maxItems: number;

  constructor(maxItems: number) {
    checkInteger("maxItems", maxItems, { least: 1 });
    this.#maxItems = maxItems;
  }

  /** Adds a record; its text has no line feed. */
  add(json: string): void {
    this.#text += json + "\n";
    this.#count++;
    if (this.#count === this.#maxItems) this.#cut();
  }

  /** Adds a record that cannot be tried; it gets a batch of its own. */
  refuse(reason: string, record: InvalidRecord): void {
    this.#cut();
    const first = this.#first++;
    this.#ready.push(invalidItem({ ...record, first, reason }));
  }

  /** Takes out everything that was added. */
  take(): readonly Batch[] {
    this.#cut();
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #cut(): void {
    const count = this.#count;
    if (count === 0) return;
    this.#ready.push({
      ...{ kind: "bytes", first: this.#first, count },
      bytes: encode(this.#text),
    });
    this.#first += count;
    this.#count = 0;
    this.#text = "";
  }
}

/** A record that cannot be tried. */
export interface InvalidRecord {
  /** What stood there, as far as it is worth showing. */
  readonly input: string;
}
