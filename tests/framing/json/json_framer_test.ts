import { assertEquals } from "@std/assert";
import type { Batch } from "../../../lib/framing/batch.ts";
import { JsonFramer } from "../../../lib/framing/json/json_framer.ts";
import { encode } from "../../../lib/internal/bytes.ts";
import { linesOf } from "../../support/lines_of.ts";

function fill(framer: JsonFramer, text: string): Batch[] {
  const bytes = encode(text);
  framer.room().set(bytes);
  return [...framer.filled(bytes.length)];
}

/** The items of a text, and why what is refused is. */
function items(text: string, options: { maxItems?: number } = {}): string[] {
  const framer = new JsonFramer({ maxItems: 100, ...options });
  return [...fill(framer, text), ...framer.takeRest()].flatMap((batch) =>
    batch.kind === "invalid" ? [`<${batch.reason}>`] : linesOf([batch])
  );
}

Deno.test("A value is given as soon as it is closed, and a number once it is over", () => {
  const framer = new JsonFramer({ maxItems: 100 });
  fill(framer, '[{"a":1},2');
  assertEquals(framer.hasLines, true);
  assertEquals(linesOf(framer.takeLines()), ['{"a":1}']);
  assertEquals(framer.hasLines, false);
  fill(framer, "3,");
  assertEquals(linesOf(framer.takeLines()), ["23"]);
});

Deno.test("Batches are given while they are read once they are full", () => {
  const framer = new JsonFramer({ maxItems: 2 });
  const batches = fill(framer, "[1,2,3,4,5");
  assertEquals(batches.map(({ first, count }) => [first, count]), [
    [0, 2],
    [2, 2],
  ]);
});

Deno.test("What is whole where the input breaks off counts; a number may not be", () => {
  const open = "the array that begins on line 1 is not closed";
  assertEquals(items('[1,"ab"'), ["1", '"ab"', `<${open}>`]);
  assertEquals(items("[1,23"), ["1", `<${open}>`]);
  assertEquals(items('\n{"a":['), [
    "<the value that begins on line 2 is not closed>",
  ]);
  assertEquals(items("[1]23"), ["1", "23"]);
});

Deno.test("A mark where files were joined is passed over", () => {
  assertEquals(items("\ufeff1\n\ufeff2"), ["1", "2"]);
  assertEquals(items("\ufeff"), []);
});

Deno.test("What is no value costs only itself", () => {
  assertEquals(items("[1,,3]"), [
    "1",
    "<there is nothing before the comma or the bracket>",
    "3",
  ]);
  assertEquals(items("nonsense\n2"), ["nonsense", "2"]);
});
