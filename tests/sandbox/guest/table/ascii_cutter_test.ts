import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { AsciiCutter } from "../../../../lib/sandbox/guest/table/ascii_cutter.ts";

type Options = Partial<ReadTableOptions>;
type Row = readonly (string | null)[];

/** The fields of each row of a text, and what of it would be written as it stands. */
function cut(text: string, options: Options = {}): [Row, string][] {
  const layout = layoutOf([], { delimiter: ",", maxItems: 1, ...options });
  const bytes = new TextEncoder().encode(text);
  const cutter = new AsciiCutter(bytes, layout);
  const rows: [Row, string][] = [];
  for (let at = 0; at < text.length;) {
    at = cutter.cut(text, at);
    const { begin, ends, kept, size } = cutter;
    const end = kept === 0 ? begin : ends[kept - 1];
    rows.push([cutter.fields.slice(0, size), text.slice(begin, end)]);
  }
  return rows;
}

const CASES: readonly (readonly [string, [Row, string][], Options?])[] = [
  ["a,b\n,\n", [[["a", "b"], "a,b"], [["", ""], ","]]],
  ["a,b\r\nc\rd\r\n", [[["a", "b"], "a,b"], [["c\rd"], ""]]],
  ['"a,""",b\n', [[['a,"', "b"], '"a,""",b']]],
  ['x,"a",b\n', [[["x", "a", "b"], "x"]]],
  ['x,"",b\n', [[["x", "", "b"], "x"]]],
  ['"a,\rb",d\n', [[["a,\rb", "d"], ""]]],
  ['x,a"b,"c"\n', [[["x", 'a"b', "c"], "x"]]],
  ['"a",b\n', [[['"a"', "b"], '"a",b']], { quotes: false }],
  ["NA,N\n", [[[null, "N"], "NA,N"]], { nullText: "NA" }],
  ['x,"NA"\n', [[["x", "NA"], 'x,"NA"']], { nullText: "NA" }],
  ["a,b\n", [[["a,b"], "a,b"]], { delimiter: "€" }],
  ["\r\n", [[[""], ""]]],
];

Deno.test.each(CASES)("Of %j are cut, and kept, %j", (text, rows, options) => {
  assertEquals(cut(text, options), rows);
});

Deno.test("A quote that does not end takes no field of a row that follows", () => {
  assertEquals(cut('"a\nb\n').map(([fields]) => fields), [["a"], ["b"]]);
});
