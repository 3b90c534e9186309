import type { Batch } from "../../lib/framing/batch.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** What a batch says of one item. */
export interface ItemSeen {
  /** The item, or what it was read as if it was refused. */
  readonly value: unknown;
  /** The line it begins on. */
  readonly line?: number | undefined;
  readonly refused?: string;
}

/** The items of batches of JSON lines; checks that none is missing or there twice. */
export function itemsOf(batches: readonly Batch[]): ItemSeen[] {
  let next = 0;
  return batches.flatMap((batch) => {
    if (batch.kind === "range") throw new Error("a range has no JSON lines");
    const { first, count, bytes, lines } = batch;
    const refused = batch.kind === "invalid" ? batch.reason : undefined;
    const texts = decoder.decode(bytes).split("\n");
    if (first !== next || texts.length !== count + 1) {
      throw new Error(`items ${first} and ${count} more, after ${next}`);
    }
    next += count;
    return texts.slice(0, -1).map((text, at) => ({
      value: JSON.parse(text) as unknown,
      ...(lines && { line: lines[at] }),
      ...(refused !== undefined && { refused }),
    }));
  });
}
