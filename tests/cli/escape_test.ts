import { assert, assertEquals } from "@std/assert";
import { printable } from "../../lib/cli/escape.ts";

Deno.test.each([
  ["a\nb", "a\\u000ab"],
  ["a\tb", "a\\u0009b"],
  ["\x1b[31m", "\\u001b[31m"],
  ["\x7f\x85\x9b", "\\u007f\\u0085\\u009b"],
  ["\u2028\u2029", "\\u2028\\u2029"],
  [
    "\u202egpj\u202c\u2066\u200f\u061c",
    "\\u202egpj\\u202c\\u2066\\u200f\\u061c",
  ],
  ["\ud800x\udc00", "\\ud800x\\udc00"],
  ["ünï 😀 \\ ok", "ünï 😀 \\ ok"],
])("printable() of case %# shows what a terminal would obey", (text, shown) => {
  assertEquals(printable(text, 100), shown);
});

Deno.test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdef", 5, "abcd…"],
  ["ab😀cd", 4, "ab…"],
  ["ab😀cd", 5, "ab😀…"],
  ["ab\ncd", 5, "ab…"],
  ["ab\ncd", 9, "ab\\u000a…"],
  ["abc", 1, "…"],
])("printable(%j, %i) cuts at a whole character", (text, max, shown) => {
  assertEquals(printable(text, max), shown);
});

Deno.test("printable() of any text is printable and no longer than asked", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 500; round++) {
    const units = Array.from({ length: random(20) }, () => random(0x10000));
    const shown = printable(String.fromCharCode(...units), 12);
    assert(shown.length <= 12, `seed 7, round ${round}: ${shown.length}`);
    assertEquals(printable(shown, 12), shown, `seed 7, round ${round}`);
  }
});
