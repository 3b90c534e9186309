import type { Batch } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { InputTexts } from "../input/input_texts.ts";

/** An item as it goes into a queue: one JSON text. */
export interface QueueItem {
  /** Its position in the input, from 0. */
  readonly position: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();

/** The items of a batch, less blank lines where those are none. */
export function* itemsOf(
  batch: Batch,
  format: RunSettings["input"]["format"],
): Generator<QueueItem, void> {
  const texts = new InputTexts(batch);
  for (let item = 0; item < batch.count; item++) {
    const position = batch.first + item;
    const text = texts.at(position);
    if (format === "lines") {
      yield { position, bytes: encoder.encode(JSON.stringify(text)) };
    } else if (text.trim() !== "") {
      yield { position, bytes: encoder.encode(text) };
    }
  }
}
