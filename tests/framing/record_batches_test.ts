import { assertEquals, assertThrows } from "@std/assert";
import { RecordBatches } from "../../lib/framing/record_batches.ts";
import { itemsOf } from "../support/items_of.ts";

Deno.test("Records are cut into batches as they come, and counted on", () => {
  const records = new RecordBatches(2);
  for (const json of ["1", '"ä"', "3"]) records.add(json);
  assertEquals(records.take().map(({ first, count }) => [first, count]), [
    [0, 2],
    [2, 1],
  ]);
  records.add("4");
  assertEquals(records.take().map(({ first }) => first), [3]);
  assertEquals(records.take(), []);
});

Deno.test("A record that cannot be tried keeps its place among the others", () => {
  const records = new RecordBatches(10);
  records.add("1");
  records.refuse("too deep", { input: "[[\n" });
  records.refuse("too deep", { input: "" });
  records.add("4");
  assertEquals(itemsOf(records.take()), [
    { value: 1 },
    { value: "[[\n", refused: "too deep" },
    { value: "", refused: "too deep" },
    { value: 4 },
  ]);
});

Deno.test("A batch has room for one record at least", () => {
  assertThrows(() => new RecordBatches(0), RangeError, "maxItems");
});
