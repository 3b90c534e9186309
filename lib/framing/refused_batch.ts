import type { Batch } from "./batch.ts";

/** An item that cannot even be tried. */
export interface RefusedItem {
  /** Position of the item in the whole input, from 0. */
  readonly first: number;
  /** Why. */
  readonly refused: string;
  /** What stood there, as far as it is worth showing. */
  readonly input: string;
  /** The line on which it begins, from 1, where items are not lines. */
  readonly line?: number;
}

const encoder = new TextEncoder();

/** The batch of one refused item; its input becomes a JSON string. */
export function refusedBatch(
  { first, refused, input, line }: RefusedItem,
): Batch {
  return {
    ...{ first, count: 1, from: 0, refused },
    bytes: encoder.encode(JSON.stringify(input) + "\n"),
    ...(line !== undefined && { lines: Float64Array.of(line) }),
  };
}
