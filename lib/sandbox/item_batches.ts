import type { Batch } from "../framing/batch.ts";
import { RecordBatches } from "../framing/record_batches.ts";
import { jsonOf } from "./exact_json.ts";

/** Values as the lines of batches; one that JSON cannot hold is invalid by itself. */
export class ItemBatches {
  readonly #batches: RecordBatches;

  /** Makes batches of at most `maxItems` items. */
  constructor(maxItems: number) {
    this.#batches = new RecordBatches(maxItems);
  }

  /** Adds a value. */
  add(item: unknown): void {
    try {
      const json = jsonOf(item, { hasBigInts: false, keepTypes: true });
      if (typeof json === "string") this.#batches.add(json);
      else this.#refuse(`JSON cannot hold ${typeof item}`);
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
  }

  /** Takes out everything that was added. */
  take(): readonly Batch[] {
    return this.#batches.take();
  }

  #refuse(message: string): void {
    const [reason = ""] = message.split("\n", 1);
    this.#batches.refuse(reason, { input: "" });
  }
}
