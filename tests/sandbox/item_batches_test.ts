import { assertEquals } from "@std/assert";
import { ItemBatches } from "../../lib/sandbox/item_batches.ts";

/** The batches of some values, each as its positions and its text. */
function batchesOf(items: readonly unknown[], maxItems: number) {
  const batches = new ItemBatches(maxItems);
  for (const item of items) batches.add(item);
  return batches.take().map((batch) => {
    const text = batch.kind === "bytes"
      ? new TextDecoder().decode(batch.bytes)
      : batch.kind;
    return [batch.first, batch.count, text];
  });
}

Deno.test("Values become lines, in batches of at most two items", () => {
  assertEquals(batchesOf([1, "a\nb", { c: 12345678901234567890n }], 2), [
    [0, 2, '1\n"a\\nb"\n'],
    [2, 1, '{"c":12345678901234567890}\n'],
  ]);
});

Deno.test("A value that JSON cannot hold is invalid by itself, in its place", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const items = [1, undefined, 2, circle, () => {}, 3];
  assertEquals(batchesOf(items, 10), [
    [0, 1, "1\n"],
    [1, 1, "invalid"],
    [2, 1, "2\n"],
    [3, 1, "invalid"],
    [4, 1, "invalid"],
    [5, 1, "3\n"],
  ]);
});
