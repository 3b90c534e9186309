import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { PART } from "../../../../lib/sandbox/guest/batch/parts.ts";
import { BLANK } from "../../../../lib/sandbox/guest/json/parse_line.ts";
import { RowItems } from "../../../../lib/sandbox/guest/table/row_items.ts";
import type { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";

type Options = Partial<ReadTableOptions>;

function open(text: string | number[], options: Options = {}): RowItems {
  const bytes = typeof text === "string"
    ? new TextEncoder().encode(text)
    : Uint8Array.from(text);
  const reading = { delimiter: ",", maxItems: 1, ...options };
  return new RowItems(bytes, layoutOf(["a", "b"], reading));
}

/** All items: a failure as its message, and a line that is no row as "". */
function all(text: string | number[], options?: Options): unknown[] {
  const items = open(text, options);
  const found: unknown[] = [];
  for (;;) {
    try {
      const item = items.next();
      if (item === undefined) return found;
      found.push(item === BLANK ? "" : item);
    } catch (error) {
      found.push((error as ItemFailure).message);
    }
  }
}

const [A, COMMA, LF, INNER, BAD] = [0x61, 0x2c, 0x0a, 0xff, 0xfe];

Deno.test("A row is an object, whether its line ends or not", () => {
  assertEquals(all("1,2\n3,4"), [{ a: "1", b: "2" }, { a: "3", b: "4" }]);
  assertEquals(all("1,2\r\n"), [{ a: "1", b: "2" }]);
});

Deno.test("Blank lines and comments are no rows", () => {
  assertEquals(all("\n\r\n#1,2\n1,2\n", { comment: "#" }), [
    "",
    "",
    "",
    { a: "1", b: "2" },
  ]);
});

Deno.test("A row that has line feeds within is one row", () => {
  const text = [0x22, A, INNER, INNER, A, 0x22, COMMA, A, LF, A, COMMA, LF];
  assertEquals(all(text), [{ a: "a\n\na", b: "a" }, { a: "a", b: "" }]);
});

Deno.test("Only the row that is not UTF-8 fails, and a comment may be anything", () => {
  const text = [A, BAD, COMMA, LF, 0x23, BAD, LF, A, COMMA, A, LF];
  assertEquals(all(text, { comment: "#" }), [
    "not valid UTF-8",
    "",
    { a: "a", b: "a" },
  ]);
});

Deno.test("A row has as many fields as there are columns, or empty ones more", () => {
  assertEquals(all("1\n1,2,,\n1,2,3\n"), [
    "the row has 1 field, and the first row names 2 columns",
    { a: "1", b: "2" },
    "the row has 3 fields, and the first row names 2 columns",
  ]);
  assertEquals(all("1\n", { hasHeader: false }), [
    "the row has 1 field, and there are 2 columns",
  ]);
});

Deno.test("A ragged row is filled with empty fields, and what is more is named", () => {
  assertEquals(all("1\n1,2,3,4\n", { ragged: true }), [
    { a: "1", b: "" },
    { a: "1", b: "2", column_3: "3", column_4: "4" },
  ]);
  const reading = { delimiter: ",", maxItems: 1, ragged: true };
  const items = new RowItems(
    new TextEncoder().encode("1,2,3\n"),
    layoutOf(["a", "column_3"], reading),
  );
  assertEquals(items.next(), { a: "1", column_3: "2", column_3_2: "3" });
});

Deno.test("The row is there once more, and as it was written", () => {
  const items = open('1,"2"\r\n3,4\n5\n');
  const first = items.next();
  assertEquals([items.line(), items.isPlainRow()], ['1,"2"', true]);
  assertEquals(items.record(), first);
  items.next();
  assertEquals(items.line(), "3,4");
});

Deno.test("A row that another table would have otherwise is not plain", () => {
  const uneven = open("1,2,\n");
  uneven.next();
  assertEquals(uneven.isPlainRow(), false);
  const returns = open('1,"\r"\n');
  returns.next();
  assertEquals(returns.isPlainRow(), false);
});

Deno.test("A part that is long is read row by row", () => {
  const text = `1,${"x".repeat(PART)}\n`.repeat(5) + "1,2\n";
  assertEquals(all(text).slice(4), [
    { a: "1", b: "x".repeat(PART) },
    { a: "1", b: "2" },
  ]);
});
