import { assertEquals } from "@std/assert";
import { passRows } from "../../../lib/framing/table/simple_rows.ts";
import { encode } from "../../../lib/internal/bytes.ts";

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
  const { end, count } = passRows(encode(text), CSV);
  assertEquals(text.slice(0, end), passed);
  assertEquals(count, passed.split("\n").length - 1);
});

Deno.test("passRows() without quotes passes every whole line", () => {
  const text = '"a,"b\n1,"\n"';
  const { end, count } = passRows(encode(text), { ...CSV, quotes: false });
  assertEquals([text.slice(0, end), count], ['"a,"b\n1,"\n', 2]);
});
