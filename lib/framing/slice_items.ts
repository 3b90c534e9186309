import { LINE_FEED } from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import { type Batch, sliceBatch, splitBatch } from "./batch.ts";
import type { BufferPool } from "./buffer_pool.ts";
import { isBlank } from "./line_feeds.ts";
import { isRow } from "./table/table_fields.ts";

/** Which items {@linkcode sliceItems} gives. */
export interface SliceItemsOptions {
  /**
   * How many items at the beginning are left out.
   *
   * @default {0}
   */
  readonly skip?: number | undefined;
  /**
   * Most items that are given; then the source is asked for no more.
   *
   * @default {Infinity}
   */
  readonly limit?: number | undefined;
  /** Whether a blank line is no item, as in lines of JSON; of tables that is known. */
  readonly hasBlanks: boolean;
  /** Where buffers go of which nothing is given. */
  readonly buffers?: BufferPool | undefined;
}

/**
 * Some of the items of a source, as batches; their positions stay what they are.
 *
 * O(bytes) of what is looked at: the batches that are skipped, and the last one.
 *
 * @example The second and third line
 * ```ts
 * import { readLines, sliceItems } from "@sluice/sluice";
 *
 * const read = (into: Uint8Array) => Deno.stdin.read(into);
 * const lines = readLines(read, { maxItems: 1000 });
 * const some = sliceItems(lines, { skip: 1, limit: 2, hasBlanks: false });
 * ```
 *
 * @param source The batches, in order.
 * @param options Which items.
 * @throws {RangeError} If `skip` or `limit` is no integer, or below 0.
 * @throws What the source threw.
 */
export async function* sliceItems(
  source: Iterable<Batch> | AsyncIterable<Batch>,
  { skip = 0, limit = Infinity, hasBlanks, buffers }: SliceItemsOptions,
): AsyncGenerator<Batch, void> {
  let skipped = checkInteger("skip", skip, { least: 0 });
  let left = checkInteger("limit", limit, { least: 0, orInfinity: true });
  if (left === 0) return;
  for await (const batch of source) {
    let rest: Batch | undefined = batch;
    if (skipped > 0) {
      const dropped = passItems(batch, { items: skipped, hasBlanks });
      skipped -= dropped.items;
      const head = sliceBatch(batch, 0, dropped.count);
      if (head !== undefined) buffers?.giveBack(head);
      rest = dropped.count === batch.count
        ? undefined
        : sliceBatch(batch, dropped.count, batch.count - dropped.count);
    }
    if (rest === undefined) continue;
    const taken = passItems(rest, { items: left, hasBlanks });
    left -= taken.items;
    const [head, tail] = splitBatch(rest, taken.count);
    yield head;
    if (tail !== undefined) buffers?.giveBack(tail);
    if (left === 0) return;
  }
}

/** How many positions hold `items` items, and how many items that are. */
function passItems(
  batch: Batch,
  { items, hasBlanks }: { items: number; hasBlanks: boolean },
): { count: number; items: number } {
  const table = batch.kind === "bytes" ? batch.table : undefined;
  if (batch.kind !== "bytes" || !hasBlanks && table === undefined) {
    const count = Math.min(items, batch.count);
    return { count, items: count };
  }
  let passed = 0;
  let count = 0;
  for (let start = 0; count < batch.count && passed < items; count++) {
    const found = batch.bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? batch.bytes.length : found;
    const isItem = table === undefined
      ? !isBlank(batch.bytes, start, end)
      : isRow(batch.bytes.subarray(start, end), table);
    if (isItem) passed++;
    start = end + 1;
  }
  return { count, items: passed };
}
