import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { ByteCutter } from "../../../../lib/sandbox/guest/table/byte_cutter.ts";
import { RowBytes } from "../../../../lib/sandbox/guest/table/row_bytes.ts";
import { RowCutter } from "../../../../lib/sandbox/guest/table/row_cutter.ts";
import { decode, encode } from "../../../../lib/internal/bytes.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

type Options = Partial<ReadTableOptions>;
type Row = readonly (string | null)[];

/** The fields of each row of a text, and what of it would be written as it stands. */
function cut(text: string, options: Options = {}): [Row, string][] {
  const layout = layoutOf([], { delimiter: ",", maxItems: 1, ...options });
  const bytes = encode(text);
  const cutter = new ByteCutter(bytes, layout);
  const rows: [Row, string][] = [];
  for (let at = 0; at < text.length;) {
    at = cutter.cut(text, at);
    const { begin, ends, kept, size } = cutter;
    const end = kept === 0 ? begin : ends[kept - 1];
    const as = decode(bytes.subarray(begin, end));
    rows.push([cutter.fields.slice(0, size), as]);
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
  ["é,€\n😀,b\n", [[["é", "€"], "é,€"], [["😀", "b"], "😀,b"]]],
  ['"é,€",b\n"a"é,c\n', [[["é,€", "b"], '"é,€",b'], [["a", "c"], ""]]],
  ["\ufeffa,ü\r\n", [[["\ufeffa", "ü"], "\ufeffa,ü"]]],
];

const cases = CASES.map(([text, rows, how = {}]) => [text, rows, how] as const);

Deno.test.each(cases)("Of %j are cut, and kept, %j", (text, rows, options) => {
  assertEquals(cut(text, options), rows);
});

Deno.test("A quote that does not end takes no field of a row that follows", () => {
  assertEquals(cut('"a\nb\n').map(([fields]) => fields), [["a"], ["b"]]);
});

const reading = { delimiter: ",", maxItems: 1, nullText: "NA" };
const CSV = layoutOf([], reading);
const TSV = layoutOf([], { ...reading, delimiter: "\t", quotes: false });

/** Rows of fields that are written as others write them, with quotes or without need. */
function randomRows(random: SeededRandom): string {
  const texts = [
    ...["", "a", "NA", 'a""b', "1,5", "x\ry", "\r\n".slice(0, 1), " "],
    ...["é", "€,é", "😀", 'é""😀', "\ufeff", "日本"],
  ];
  let rows = "";
  for (let row = random.below(5) + 1; row > 0; row--) {
    const fields = Array.from({ length: 1 + random.below(4) }, () => {
      const text = random.pick(texts);
      const mustQuote = /[",\r]/.test(text);
      return mustQuote || random.below(3) === 0 ? `"${text}"` : text;
    });
    rows += fields.join(",") + random.pick(["\n", "\r\n"]);
  }
  return rows;
}

Deno.test("Fields that are cut by bytes are those that are cut by characters", () => {
  const random = new SeededRandom(6);
  for (let round = 0; round < 700; round++) {
    const layout = random.below(4) === 0 ? TSV : CSV;
    const text = randomRows(random);
    const ascii = new ByteCutter(encode(text), layout);
    const plain = new RowCutter(layout);
    for (let at = 0; at < text.length;) {
      const next = ascii.cut(text, at);
      assertEquals(next, plain.cut(text, at), JSON.stringify(text));
      assertEquals(
        ascii.fields.slice(0, ascii.size),
        plain.fields.slice(0, plain.size),
        JSON.stringify(text.slice(at, next)),
      );
      at = next;
    }
  }
});

Deno.test("Lines between rows are passed over, whatever characters they have", () => {
  const text = "é,a\n# 😀 €\n\nb,😀\n";
  const cutter = new ByteCutter(encode(text), CSV);
  cutter.cut(text, 0);
  assertEquals(cutter.cut(text, text.indexOf("b")), text.length);
  assertEquals(cutter.fields.slice(0, cutter.size), ["b", "😀"]);
});

Deno.test("Only at a delimiter that is one byte are rows cut by their bytes", () => {
  const delimiters = [",", "\t", "§", "€"];
  const can = delimiters.map((delimiter) =>
    ByteCutter.canCut({ ...CSV, delimiter })
  );
  assertEquals(can, [true, true, false, false]);
  assertEquals(ByteCutter.canCut({ ...CSV, trim: true }), false);
});

Deno.test("Fields that are kept are what a writer makes of them, to the byte", () => {
  const random = new SeededRandom(7);
  let kept = 0;
  for (let round = 0; round < 700; round++) {
    const text = randomRows(random);
    const cutter = new ByteCutter(encode(text), CSV);
    for (let at = 0; at < text.length; at = cutter.cut(text, at)) {
      if (cutter.kept === 0) continue;
      const bytes = new RowBytes(CSV);
      bytes.beginRow();
      const fields = cutter.fields.slice(0, cutter.kept);
      for (const field of fields) {
        if (field === null) bytes.addPlain("NA");
        else bytes.addText(field);
      }
      const end = cutter.ends[cutter.kept - 1] ?? 0;
      assertEquals(bytes.bytes, cutter.bytes.subarray(cutter.begin, end));
      kept += cutter.kept;
    }
  }
  assertEquals(kept > 500, true);
});
