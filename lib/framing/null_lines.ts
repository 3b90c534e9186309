import { decodeStrictly, LINE_FEED } from "../internal/bytes.ts";
import type { Batch } from "./batch.ts";
import { doubtfulLines } from "./line_texts.ts";
import { RecordBatches } from "./record_batches.ts";
import { type Read, readLines, type ReadLinesOptions } from "./sources.ts";

const NULL = 0;

/**
 * Reads lines that end in a null byte and may hold line feeds, as batches of JSON
 * strings; else like `readLines`.
 */
export async function* readNullLines(
  read: Read,
  options: ReadLinesOptions,
): AsyncGenerator<Batch, void> {
  const batches = new RecordBatches(options.maxItems);
  for await (const batch of readLines(swapped(read), options)) {
    put(batch, batches);
    yield* batches.take();
  }
}

/** Lets line feeds and null bytes change places, so that lines end where lines do. */
function swapped(read: Read): Read {
  return async (buffer) => {
    const size = await read(buffer);
    for (let at = 0; at < (size ?? 0); at++) {
      if (buffer[at] === LINE_FEED) buffer[at] = NULL;
      else if (buffer[at] === NULL) buffer[at] = LINE_FEED;
    }
    return size;
  };
}

function put(batch: Batch, batches: RecordBatches): void {
  if (batch.kind === "range") return;
  if (batch.kind === "invalid") {
    return batches.refuse(batch.reason, { input: "" });
  }
  const { bytes } = batch;
  const text = decodeStrictly(bytes);
  if (text === undefined) return putDoubtful(bytes, batches);
  for (const line of text.replace(/\n$/, "").split("\n")) {
    batches.add(toJson(line));
  }
}

function putDoubtful(bytes: Uint8Array, batches: RecordBatches): void {
  for (const { text, isValid } of doubtfulLines(bytes)) {
    if (isValid) batches.add(toJson(text));
    else batches.refuse("not valid UTF-8", { input: swappedBack(text) });
  }
}

function toJson(line: string): string {
  return JSON.stringify(swappedBack(line));
}

function swappedBack(line: string): string {
  return line.replaceAll("\0", "\n");
}
