import { assertEquals } from "@std/assert";
import { batchMessage } from "../../../support/guest_setup.ts";
import type { BatchMessage } from "../../../../lib/sandbox/protocol.ts";
import { openBatch } from "../../../../lib/sandbox/guest/batch/items.ts";
import { BLANK } from "../../../../lib/sandbox/guest/json/parse_line.ts";

const open = (text: string, of: Partial<BatchMessage> = {}) =>
  openBatch(batchMessage({ bytes: new TextEncoder().encode(text), ...of }));

Deno.test("A range counts from where it starts, and an item can be had again", () => {
  const items = openBatch(batchMessage({ rangeStart: 7 }));
  assertEquals([items.next(), items.next(), items.record()], [7, 8, 8]);
});

Deno.test("Lines are texts, without the CR before their line feed", () => {
  const items = open("a\r\n\r\n1\rb\n", { input: "lines" });
  assertEquals([items.next(), items.line(), items.record()], ["a", "a", "a"]);
  assertEquals([items.next(), items.next(), items.next()], [
    "",
    "1\rb",
    undefined,
  ]);
});

Deno.test("Lines of JSON are values, and a blank one is no item", () => {
  const items = open('{"a":1}\n \n2', { input: "ndjson" });
  assertEquals(items.next(), { a: 1 });
  assertEquals(items.next(), BLANK);
  assertEquals([items.next(), items.line()], [2, "2"]);
  assertEquals(items.next(), undefined);
});
