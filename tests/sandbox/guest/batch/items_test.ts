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

Deno.test("An item can be had again as it came, whatever was done to it", () => {
  const long = '{"n":9007199254740993}';
  for (
    const text of ['{"n":1}\n{"n":2}\n', `${long}\n{"n":2}`, '{"n":1}\nno']
  ) {
    const items = open(text, { input: "ndjson" });
    const first = items.next() as { n: unknown; left?: boolean };
    const { n } = first;
    first.left = true;
    assertEquals([items.again(), items.again()], [{ n }, { n }]);
    items.next();
  }
  const table = {
    ...{ columns: ["n"], delimiter: ",", quotes: true, ragged: false },
    ...{ trim: false, hasHeader: true },
  };
  const rows = open("1\n2\n", { input: "ndjson", table });
  (rows.next() as { n: string }).n = "x";
  assertEquals([rows.again(), rows.next()], [{ n: "1" }, { n: "2" }]);
  const ranged = openBatch(batchMessage({ rangeStart: 7 }));
  assertEquals([ranged.next(), ranged.again(), ranged.next()], [7, 7, 8]);
  const lines = open("a\nb\n", { input: "lines" });
  assertEquals([lines.next(), lines.again(), lines.next()], ["a", "a", "b"]);
});
