import { encode } from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import { ReadyBatches } from "./ready_batches.ts";

/** Groups records, as JSON texts, into batches; counts their positions. */
export class RecordBatches {
  #text = "";
  #count = 0;
  readonly #ready = new ReadyBatches();
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
  refuse(reason: string, { input }: InvalidRecord): void {
    this.#cut();
    this.#ready.refuse(reason, input);
  }

  /** Takes out everything that was added. */
  take(): readonly Batch[] {
    this.#cut();
    return this.#ready.take();
  }

  #cut(): void {
    if (this.#count === 0) return;
    this.#ready.add(encode(this.#text), this.#count);
    this.#count = 0;
    this.#text = "";
  }
}

/** A record that cannot be tried. */
export interface InvalidRecord {
  /** What stood there, as far as it is worth showing. */
  readonly input: string;
}
