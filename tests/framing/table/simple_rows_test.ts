import { assert, assertEquals } from "@std/assert";
import {
  passRows,
  passSingly,
  passTogether,
} from "../../../lib/framing/table/simple_rows.ts";
import { encode } from "../../../lib/internal/bytes.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const CSV = { delimiter: 0x2c, quotes: true };

const TEXTS: readonly (readonly [text: string, passed: string])[] = [
  ["", ""],
  ["a,b\n1,2\n3,", "a,b\n1,2\n"],
  ['"a","b,"\r\n"",""""\nx', '"a","b,"\r\n"",""""\n'],
  ['1,2\n3,"x\ny"\n', "1,2\n"],
  ['1,2\n3,"x"y\n', "1,2\n"],
  ['1,2\n3,"x', "1,2\n"],
  ['1,2\n3,"x"', "1,2\n"],
  ['5" x,6\n\n\n', '5" x,6\n\n\n'],
];

Deno.test.each(TEXTS)("passRows(%j) passes %j", (text, passed) => {
  for (const pass of [passRows, passTogether]) {
    const { end, count } = pass(encode(text), CSV);
    assertEquals(text.slice(0, end), passed);
    assertEquals(count, passed.split("\n").length - 1);
  }
});

Deno.test("passRows() without quotes passes every whole line", () => {
  const text = '"a,"b\n1,"\n"';
  const { end, count } = passRows(encode(text), { ...CSV, quotes: false });
  assertEquals([text.slice(0, end), count], ['"a,"b\n1,"\n', 2]);
});

Deno.test("passTogether() passes what a look at every byte passes", () => {
  const random = new SeededRandom(11);
  const pieces = [",", "\n", "\r\n", "\r", '"', '""', "x", "xyzxyzxyz", "\0"];
  let passed = 0;
  for (let n = 0; n < 5_000; n++) {
    const text = Array.from(
      { length: random.below(60) },
      () => random.pick(random.below(3) === 0 ? pieces : [",", '"ab"', "\n"]),
    ).join("");
    const rules = { ...CSV, quotes: random.below(5) > 0 };
    const rows = passTogether(encode(text), rules);
    if (rows.end > 0) passed++;
    const singly = passSingly(encode(text), rules);
    if (rows.end !== singly.end || rows.count !== singly.count) {
      assertEquals([text, rows], [text, singly]);
    }
  }
  assert(passed > 1_000, `${passed} had rows`);
});

const LONG: readonly (readonly [name: string, rows: readonly string[]])[] = [
  ["usual rows", ['1,"a, b",x\r\n', "22,,\n"]],
  ["rows with a quote within a field", ["1,2\n", '5" x,6\n']],
  ["rows longer than a window", ["1,2\n", `"${"x,".repeat(50_000)}",1\n`]],
];

Deno.test.each(LONG)("passRows() passes %s, window after window", (_, rows) => {
  const random = new SeededRandom(3);
  let text = "";
  let count = 0;
  for (; text.length < 500_000; count++) text += random.pick(rows);
  const passed = passRows(encode(`${text}1,"x`), CSV);
  assertEquals(passed, { end: text.length, count });
});
