import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Batch } from "../../../lib/framing/batch.ts";
import { TableFramer } from "../../../lib/framing/table/table_framer.ts";
import type { ReadTableOptions } from "../../../lib/framing/table/table_options.ts";
import { encode } from "../../../lib/internal/bytes.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { rowsOf } from "../../support/rows_of.ts";

checkInvariantsInAllTests();

function open(options: Partial<ReadTableOptions> = {}): TableFramer {
  return new TableFramer({ delimiter: ",", maxItems: 100, ...options });
}

function fill(framer: TableFramer, text: string): Batch[] {
  const batches: Batch[] = [];
  for (let rest = encode(text); rest.length > 0;) {
    const part = rest.subarray(0, framer.room().length);
    framer.room().set(part);
    batches.push(...framer.filled(part.length));
    rest = rest.subarray(part.length);
  }
  return batches;
}

Deno.test("A row is given out once its end is there, and the columns are no row", () => {
  const framer = open();
  fill(framer, "a,b\n1,");
  assertEquals(framer.hasLines, false);
  fill(framer, "2\n3");
  assertEquals(framer.hasLines, true);
  const first = [...framer.takeLines()];
  const all = [...first, ...framer.takeRest()];
  assertEquals(rowsOf(first).length, 1);
  assertEquals(rowsOf(all).map(({ row }) => row), [["1", "2"], ["3"]]);
});

Deno.test("Nothing comes after a first row that cannot name the columns", () => {
  const framer = open();
  const [refused] = fill(framer, '"a"b\n1,2\n');
  assert(framer.isOver && refused?.kind === "invalid");
  assertEquals(
    refused.reason,
    "the row goes on after the quote that ends a field; no row can be read " +
      "without the names of the columns",
  );
  assertEquals([...framer.takeRest()], []);
});

Deno.test("A row that is no row of a table without names costs only itself", () => {
  const framer = open({ hasHeader: false });
  const batches = [...fill(framer, '"a"b\n1,2\n'), ...framer.takeRest()];
  assertEquals(rowsOf(batches).map(({ row }) => row), ['"a"b', ["1", "2"]]);
  assert(!framer.isOver);
});

Deno.test("A row moves with its begin when the buffer is full", () => {
  const framer = open();
  const wide = "x".repeat(300 * 2 ** 10);
  const batches = fill(framer, `a\n1\n${wide}\n"${wide}\n${wide}"\n2\n`);
  const rows = rowsOf([...batches, ...framer.takeRest()]);
  const fields = rows.map(({ row }) => row[0]);
  assertEquals(fields, ["1", wide, `${wide}\n${wide}`, "2"]);
  assertEquals(rows.map(({ line }) => line), [2, 3, 4, 6]);
});

Deno.test("A line that is too long is refused once, before it is all there", () => {
  const framer = open({ longestLine: 10 });
  const wide = "x".repeat(2 ** 20);
  const early = fill(framer, `a\n1\n${wide}`);
  assertEquals(early.map(({ kind }) => kind), ["bytes", "invalid"]);
  const batches = [...early, ...fill(framer, `${wide}\n2`)];
  const rows = rowsOf([...batches, ...framer.takeRest()]);
  assertEquals(rows.map(({ row }) => row), [["1"], "", ["2"]]);
  assertEquals(rows.map(({ line }) => line), [2, 3, 4]);
});

Deno.test("The byte that stands for a line feed cannot come from outside", () => {
  const framer = open();
  fill(framer, "a\n");
  framer.room().set([0xff, 0x0a]);
  const [batch] = [...framer.filled(2), ...framer.takeLines()];
  assert(batch?.kind === "bytes");
  assertEquals([...batch.bytes], [0xfe, 0x0a]);
});

Deno.test.each([
  { delimiter: ";;" },
  { maxItems: 0 },
  { longestLine: 0 },
  { skipLines: -1 },
])("%j makes no sense", (options) => {
  assertThrows(() => open(options), RangeError);
});
