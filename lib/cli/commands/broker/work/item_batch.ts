/**
 * Items of a queue as a batch of a sandbox, and outcomes as what came of each item.
 *
 * @module
 */

import type { BrokerLease } from "../../../../broker/mod.ts";
import type { Batch, BatchResult, Failure } from "../../../../mod.ts";

/** An item that this machine holds. */
export type Item = BrokerLease<Uint8Array>;

/** What came of an item: a line with its line feed, nothing, or a failure. */
export interface ItemOutcome {
  readonly item: Item;
  readonly line: Uint8Array;
  readonly failure: Failure | undefined;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const NOTHING = new Uint8Array(0);

/** Items as the lines of a batch; each keeps its position in the queue as its index. */
export function toBatch(
  items: readonly Item[],
  first: number,
): Batch & { readonly kind: "bytes" } {
  const size = items.reduce((sum, { bytes }) => sum + bytes.length + 1, 0);
  const bytes = new Uint8Array(size);
  const indexes = new Float64Array(items.length);
  let end = 0;
  items.forEach((item, at) => {
    bytes.set(item.bytes, end);
    replaceLineFeeds(bytes.subarray(end, end += item.bytes.length));
    bytes[end++] = LINE_FEED;
    indexes[at] = item.sequence - 1;
  });
  return { kind: "bytes", first, count: items.length, bytes, indexes };
}

/**
 * JSON of others may have line feeds: only between its tokens, where a return is as
 * good, while in a string both are no JSON.
 */
function replaceLineFeeds(line: Uint8Array): void {
  for (let at = line.indexOf(LINE_FEED); at >= 0;) {
    line[at] = CARRIAGE_RETURN;
    at = line.indexOf(LINE_FEED, at + 1);
  }
}

/**
 * What came of each item of a result, which has a line for each that did not fail.
 *
 * @param items All items of the batch whose first item is at position `first`.
 */
export function outcomesOf(
  { batch, output, failures }: BatchResult,
  { items, first }: { readonly items: readonly Item[]; readonly first: number },
): ItemOutcome[] {
  const start = batch.first - first;
  let failed = 0;
  let end = 0;
  return items.slice(start, start + batch.count).map((item, at) => {
    const failure = failures[failed];
    if (failure?.position === batch.first + at) {
      failed++;
      return { item, line: NOTHING, failure };
    }
    const begin = end;
    end = output.indexOf(LINE_FEED, begin) + 1;
    // An empty line is how an item says that it has no result.
    const line = end === begin + 1 ? NOTHING : output.subarray(begin, end);
    return { item, line, failure: undefined };
  });
}
