import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  RowWriter,
  type RowWriterOptions,
} from "../../../../lib/sandbox/guest/table/row_writer.ts";
import type { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";

function open(options: Partial<RowWriterOptions> = {}) {
  const given = { text: "", rows: 0 };
  const writer = new RowWriter({
    ...{ delimiter: ",", quotes: true, columns: undefined },
    ...{ dropsOthers: false, table: undefined, limit: 1_000 },
    onRows(bytes, rows) {
      given.text += new TextDecoder().decode(bytes);
      given.rows += rows;
    },
    ...options,
  });
  return { writer, given };
}

/** What comes out of records; a failure as its message. */
function written(
  records: readonly unknown[],
  options?: Partial<RowWriterOptions>,
): string[] {
  const { writer, given } = open(options);
  return records.map((record) => {
    given.text = "";
    try {
      writer.add(record);
    } catch (error) {
      return `<${(error as ItemFailure).message}>`;
    }
    writer.flush();
    return given.text;
  });
}

const rawJSON = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

Deno.test("Each kind of value is a field as a reader expects it", () => {
  const fields: readonly (readonly [unknown, string])[] = [
    ["a,b", '"a,b"'],
    [1.5, "1.5"],
    [true, "true"],
    [false, "false"],
    [null, "NA"],
    ["NA", '"NA"'],
    [undefined, ""],
    [12345678901234567890n, "12345678901234567890"],
    [rawJSON("1.0"), "1.0"],
    [[1, "x"], '"[1,""x""]"'],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
  ];
  const options = { nullText: "NA", columns: ["a", "b"] };
  for (const [value, field] of fields) {
    assertEquals(written([{ a: value, b: 1 }], options), [`${field},1\n`]);
  }
});

Deno.test("The first record that is a row settles the columns", () => {
  const { writer } = open();
  assertEquals(
    written([{}, { b: 1, a: NaN }, { a: 1, b: 2 }, { b: 3, a: 4 }, [5, 6]]),
    [
      "<the record has no fields>",
      "<JSON cannot hold NaN, which is at .a>",
      "1,2\n",
      "4,3\n",
      "<the record is no object, and the columns are a, b>",
    ],
  );
  assertEquals(writer.settled, undefined);
  writer.add([1, 2]);
  assertEquals(writer.settled, 2);
});

Deno.test("What JSON cannot hold is said with its place in the record", () => {
  const said: readonly (readonly [unknown, string])[] = [
    [{ a: [{ b: NaN }] }, "NaN, which is at .a[0].b"],
    [["x", Symbol("x")], "a symbol, which is at [1]"],
    [() => 1, "a function"],
  ];
  for (const [record, what] of said) {
    assertEquals(written([record]), [`<JSON cannot hold ${what}>`]);
  }
});

Deno.test("Records without names have as many fields as the first", () => {
  assertEquals(written([[1, 2], [3], { a: 1 }, "x", [4, 5]]), [
    "1,2\n",
    "<the record has 1 where the first has 2 fields without names>",
    "<the record has names where the first has 2 fields without names>",
    "<the record has 1 where the first has 2 fields without names>",
    "4,5\n",
  ]);
});

Deno.test("Records come in all together, or none of them does", () => {
  const { writer, given } = open();
  const fails = (records: unknown[]) => {
    try {
      writer.addAll(records);
    } catch {
      return true;
    }
    return false;
  };
  assertEquals(fails([{ a: 1 }, { b: 2 }]), true);
  assertEquals(writer.settled, undefined);
  assertEquals(fails([{ b: 1 }, undefined, { b: 2 }]), false);
  assertEquals(writer.settled, ["b"]);
  assertEquals(fails([{ b: 3 }, { c: 4 }]), true);
  assertEquals(writer.settled, ["b"]);
  writer.flush();
  assertEquals(given, { text: "1\n2\n", rows: 2 });
});

Deno.test("A row, and all rows of an item, are as long as allowed", () => {
  assertEquals(written(["12345"], { limit: 5 }), ["12345\n"]);
  assertEquals(written(["123456"], { limit: 5 }), [
    "<the result has 6 bytes, and 5 are allowed>",
  ]);
  assertEquals(written([["12", "345"]], { limit: 5 }), [
    "<the result has 6 bytes, and 5 are allowed>",
  ]);
  const { writer, given } = open({ limit: 5 });
  let failed = "";
  try {
    writer.addAll(["12", "34"]);
  } catch (error) {
    failed = (error as ItemFailure).message;
  }
  writer.flush();
  assertEquals([failed, given.text], [
    "the result has 6 bytes, and 5 are allowed",
    "",
  ]);
});

Deno.test("A table without quotes says which field it cannot hold, and why", () => {
  const options = { quotes: false, nullText: "NA" };
  assertEquals(written([{ "a b": "x,y" }], options), [
    '<the field "a b" holds a delimiter or a line end; --quotes on can write it>',
  ]);
  assertEquals(written([["x", "NA"]], options), [
    "<the field 2 is the text that stands for null; --quotes on can write it>",
  ]);
});

Deno.test("What says how it is written in JSON is asked, and what is of a class too", () => {
  class Point {
    x = 1;
    toJSON = () => ({ y: 2 });
  }
  assertEquals(written([new Point(), { toJSON: () => ({ y: 3 }) }]), [
    "2\n",
    "3\n",
  ]);
  assertEquals(written([Object.assign(Object.create(null), { a: 1 })]), [
    "1\n",
  ]);
});

Deno.test("Rows are handed on once there are enough of them", () => {
  const { writer, given } = open();
  writer.addLine("x".repeat(2 ** 14));
  assertEquals(given.rows, 0);
  writer.addLine("x".repeat(2 ** 14));
  assertEquals(given.rows, 2);
  writer.flush();
  assertEquals(given.text.length, 2 ** 15 + 2);
});
