import type { Batch } from "../../../../mod.ts";
import type { RunSettings } from "../../../args/run_settings.ts";

/** An item as it goes into a queue, one JSON text; or why it cannot. */
export type QueueItem =
  & {
    /** Its position in the input, from 0. */
    readonly position: number;
  }
  & (
    | { readonly bytes: Uint8Array; readonly fault?: undefined }
    | { readonly bytes?: undefined; readonly fault: string }
  );

const LINE_FEED = 10;
const encoder = new TextEncoder();
// Framing took the mark before the input; within a line U+FEFF is text.
const strictDecoder = new TextDecoder("utf-8", {
  fatal: true,
  ignoreBOM: true,
});

/** The items of a batch, less blank lines where those are none; bytes stay as they are. */
export function* itemsOf(
  batch: Batch,
  format: RunSettings["input"]["format"],
): Generator<QueueItem, void> {
  const { first: position } = batch;
  if (batch.kind === "invalid") {
    return yield { position, fault: batch.reason };
  }
  if (batch.kind === "range") {
    for (let item = 0; item < batch.count; item++) {
      const bytes = encoder.encode(String(batch.rangeStart + item));
      yield { position: position + item, bytes };
    }
    return;
  }
  let start = 0;
  for (let item = 0; item < batch.count; item++) {
    const found = batch.bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? batch.bytes.length : found;
    const line = withoutReturn(batch.bytes.subarray(start, end));
    start = end + 1;
    if (format === "lines") yield textItem(line, position + item);
    else if (!isBlank(line)) yield { position: position + item, bytes: line };
  }
}

/** A plain line as a JSON string, which holds whole characters only. */
function textItem(line: Uint8Array, position: number): QueueItem {
  try {
    const text = JSON.stringify(strictDecoder.decode(line));
    return { position, bytes: encoder.encode(text) };
  } catch {
    return { position, fault: "it is not UTF-8" };
  }
}

function withoutReturn(line: Uint8Array): Uint8Array {
  const RETURN = 13;
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}

function isBlank(line: Uint8Array): boolean {
  const SPACE = 32;
  const TAB = 9;
  return line.every((byte) => byte === SPACE || byte === TAB);
}
