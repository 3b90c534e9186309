import { assertEquals, assertThrows } from "@std/assert";
import {
  finishRows,
  mayStartRows,
  settleColumns,
  TableOutput,
} from "../../lib/sandbox/table_output.ts";

const CSV = { delimiter: ",", quotes: true };

const items = (first: number, count: number) => ({ first, count });

Deno.test("Until the columns are settled, one run of items follows the other", () => {
  const table = new TableOutput(CSV);
  // An item that could not be tried has its outcome before others have begun.
  finishRows(table, items(5, 1));
  assertEquals(mayStartRows(table, items(2, 3)), true);
  assertEquals(mayStartRows(table, items(6, 2)), false);
  finishRows(table, items(3, 2));
  assertEquals(mayStartRows(table, items(6, 2)), false);
  finishRows(table, items(2, 1));
  assertEquals(mayStartRows(table, items(6, 2)), true);
  assertEquals(mayStartRows(table, items(8, 2)), false);
});

Deno.test("Once they are settled, all may begin, and they stay what they are", () => {
  const table = new TableOutput(CSV);
  settleColumns(table, undefined);
  assertEquals(table.format.columns, undefined);
  settleColumns(table, ["a"]);
  settleColumns(table, ["b"]);
  table.settle(["c"]);
  assertEquals(table.format.columns, ["a"]);
  assertEquals(mayStartRows(table, items(100, 1)), true);
});

Deno.test("header() quotes what must be, and is empty without names", () => {
  const columns = ["a", "b,", '"', "\n"];
  assertEquals(
    new TableOutput({ ...CSV, columns }).header(),
    'a,"b,","""","\n"\n',
  );
  const table = new TableOutput(CSV);
  assertEquals(table.header(), "");
  settleColumns(table, 3);
  assertEquals(table.header(), "");
});

Deno.test("header() refuses a name that cannot be written without quotes", () => {
  const columns = ["a\tb"];
  const table = new TableOutput({ delimiter: "\t", quotes: false, columns });
  assertThrows(() => table.header(), RangeError, '"a\\tb" without quotes');
});
