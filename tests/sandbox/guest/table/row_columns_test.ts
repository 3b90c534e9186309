import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import { LONGEST_NAMES } from "../../../../lib/sandbox/protocol.ts";
import type { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import {
  columnsOf,
  isNamed,
  listed,
  valuesReader,
} from "../../../../lib/sandbox/guest/table/row_columns.ts";

function failure(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return (error as ItemFailure).message;
  }
  throw new Error("nothing was thrown");
}

Deno.test("The columns are the fields that JSON does not leave out", () => {
  assertEquals(columnsOf({ a: 1, b: undefined, c: null }, undefined), [
    "a",
    "c",
  ]);
  assertEquals(columnsOf([1, 2], undefined), 2);
  assertEquals(columnsOf("text", undefined), 1);
  assertEquals(columnsOf(null, undefined), 1);
  for (const none of [[], {}, { a: undefined }]) {
    assertEquals(
      failure(() => columnsOf(none, undefined)),
      "the record has no fields",
    );
  }
});

Deno.test("Columns that are numbers keep the order in which they came in", () => {
  const table = layoutOf(["2", "1", "a"], { delimiter: ",", maxItems: 1 });
  const record = { "1": 0, "2": 0, a: 0, b: 0 };
  assertEquals(columnsOf(record, table), ["2", "1", "a", "b"]);
  assertEquals(columnsOf(record, undefined), ["1", "2", "a", "b"]);
  assertEquals(columnsOf({ a: 0, b: 0, c: 0 }, table), ["a", "b", "c"]);
});

Deno.test("Only what JavaScript puts first is put back: 01 and 4294967295 are names", () => {
  const columns = ["b", "a"];
  const table = layoutOf(columns, { delimiter: ",", maxItems: 1 });
  for (const name of ["01", "4294967295", "-1", "1.5", ""]) {
    const record = { [name]: 0, a: 0, b: 0 };
    assertEquals(columnsOf(record, table), [name, "a", "b"]);
  }
  const highest = { "4294967294": 0, a: 0, b: 0 };
  assertEquals(columnsOf(highest, table), ["b", "a", "4294967294"]);
});

Deno.test("Names of columns that are too long together are refused", () => {
  const long = "x".repeat(LONGEST_NAMES);
  assertEquals(
    failure(() => columnsOf({ [long]: 1, y: 1 }, undefined)),
    `the names of the fields have ${LONGEST_NAMES + 1} characters, and ` +
      `${LONGEST_NAMES} are allowed`,
  );
});

Deno.test("Values stand in the order of the columns, whatever that of the record", () => {
  const read = valuesReader({ columns: ["a", "b"], dropsOthers: false });
  assertEquals([...read({ a: 1, b: 2 })], [1, 2]);
  assertEquals([...read({ b: 2, a: 1 })], [1, 2]);
  assertEquals([...read({ b: 2 })], [undefined, 2]);
  assertEquals([...read({ a: 1, b: 2, c: undefined })], [1, 2]);
});

Deno.test("A field without a column fails, or is left out where that is asked", () => {
  const columns = ["a", "__proto__"];
  const read = valuesReader({ columns, dropsOthers: false });
  assertEquals(
    failure(() => read({ a: 1, toString: 2 })),
    'the field "toString" is not among the columns of the first record: ' +
      "a, __proto__",
  );
  const readSome = valuesReader({ columns, dropsOthers: true });
  assertEquals([...readSome({ c: 3, a: 1 })], [1, undefined]);
});

Deno.test("A message shows eight columns", () => {
  const columns = [..."abcdefgh"];
  assertEquals(listed(columns), "a, b, c, d, e, f, g, h");
  assertEquals(listed([...columns, "i"]), "a, b, c, d, e, f, g, h, …");
  assertEquals(listed([]), "");
});

Deno.test("Only an object that is no list has names", () => {
  assertEquals([{}, [], null, "a", 1].map(isNamed), [
    true,
    ...[false, false, false, false],
  ]);
});
