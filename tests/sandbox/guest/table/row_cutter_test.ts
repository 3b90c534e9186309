import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { RowCutter } from "../../../../lib/sandbox/guest/table/row_cutter.ts";

type Options = Partial<ReadTableOptions>;

/** The fields of each row of a text. */
function cut(text: string, options: Options = {}): (string | null)[][] {
  const cutter = new RowCutter(
    layoutOf([], { delimiter: ",", maxItems: 1, ...options }),
  );
  const rows: (string | null)[][] = [];
  for (let at = 0; at < text.length;) {
    at = cutter.cut(text, at);
    rows.push(cutter.fields.slice(0, cutter.size));
  }
  return rows;
}

const CASES: readonly (readonly [string, (string | null)[][], Options?])[] = [
  ["a,b,c\nd\n", [["a", "b", "c"], ["d"]]],
  ["a,\n,\n", [["a", ""], ["", ""]]],
  ["a,b\r\nc\rd\r\n", [["a", "b"], ["c\rd"]]],
  ['"a,""\n",b\nc\n', [['a,"\n', "b"], ["c"]]],
  ['"a\r\nb\rc",d\r\n', [["a\nb\rc", "d"]]],
  ['a"b,"c"\n', [['a"b', "c"]]],
  ['"a",b\n', [['"a"', "b"]], { quotes: false }],
  [' a , "b " ,\n', [["a", "b ", ""]], { trim: true }],
  ["a\t \t\tb\n", [["a", "", "", "b"]], { trim: true, delimiter: "\t" }],
  ["NA,N,\n", [[null, "N", ""]], { nullText: "NA" }],
  ['"",\n', [["", null]], { nullText: "" }],
  ["a€b\n", [["a", "b"]], { delimiter: "€" }],
  ["\r\n", [[""]]],
];

const cases = CASES.map(([text, rows, how = {}]) => [text, rows, how] as const);

Deno.test.each(cases)("The fields of %j are %j", (text, rows, options) => {
  assertEquals(cut(text, options), rows);
});

Deno.test("A quote that does not end takes no field of a row that follows", () => {
  assertEquals(cut('"a\n'), [["a"]]);
});
