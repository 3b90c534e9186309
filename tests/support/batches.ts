import type { BytesBatch, RangeBatch } from "../../lib/framing/batch.ts";

const encoder = new TextEncoder();

/** Where a batch begins, and how many items it has. */
interface Items {
  readonly first?: number;
  readonly count: number;
}

/** A batch of consecutive integers, by default its own positions. */
export function rangeBatch(
  { first = 0, count, rangeStart = first }: Items & { rangeStart?: number },
): RangeBatch {
  return { kind: "range", first, count, rangeStart };
}

/** A batch of the lines of a text. */
export function textBatch(
  text: string,
  { first = 0, count = text.replace(/\n$/, "").split("\n").length }: Partial<
    Items
  > = {},
): BytesBatch {
  return { kind: "bytes", first, count, bytes: encoder.encode(text) };
}
