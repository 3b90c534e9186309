import { assertEquals } from "@std/assert";
import { realm } from "../../../support/guest_setup.ts";
import {
  BLANK,
  parseExactLine,
  parseLine,
  parseOwnDigits,
} from "../../../../lib/sandbox/guest/json/parse_line.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";

function failure(line: string, parse = parseLine): string {
  try {
    parse(line);
  } catch (error) {
    assertEquals(ItemFailure.kindOf(error), "input");
    return (error as ItemFailure).message;
  }
  throw new Error("nothing was thrown");
}

Deno.test("A line of blanks is no item, and a failure is none", () => {
  for (const line of ["", " ", "\t\r"]) {
    assertEquals([parseLine(line), parseExactLine(line)], [BLANK, BLANK]);
  }
});

Deno.test.each([
  ['{"a":1,}', 8],
  ["[1,2", 5],
  ["nul", 4],
  ["'a'", 1],
  ['{"a":x}', 6],
  ['{"x":x}', 6],
  ['["ab", 1, ab]', 11],
  ["{'a':1}", 2],
  ["x", 1],
  ["[1]x", 4],
  ["1 2", 3],
  ['"a\tb"', 3],
])("A failure says where the line %j stops being JSON", (line, column) => {
  const text = `not JSON at column ${column}: ${line}`;
  assertEquals(failure(line), text);
  assertEquals(failure(line, parseExactLine), text);
});

Deno.test("A failure shows forty characters around the place", () => {
  const line = "[" + "1,".repeat(50) + "x," + "1,".repeat(50) + "1]";
  const shown = line.slice(81, 121);
  assertEquals(failure(line), `not JSON at column 102: …${shown}…`);
  const begin = "x" + "y".repeat(40);
  const cut = begin.slice(0, 40);
  assertEquals(failure(begin), `not JSON at column 1: ${cut}…`);
});

Deno.test("In a line that is very long, what stands around the place is shown", () => {
  const line = "[" + "12345,".repeat(20_000) + "x]";
  assertEquals(
    failure(line),
    "not JSON: Unexpected token 'x', ...\"345,12345,x]\" is not valid JSON",
  );
});

Deno.test("A byte order mark is named, also before what would be JSON", () => {
  const said = failure("\ufeff1");
  assertEquals(said.startsWith("a byte order mark stands before it"), true);
});

Deno.test("Integers beyond 2^53 keep their digits, and others stay numbers", () => {
  const line = "[9007199254740993, -9007199254740993, 1, 1.5, 1e2]";
  const value = [9007199254740993n, -9007199254740993n, 1, 1.5, 100];
  assertEquals(parseExactLine(line), value);
  realm.numbers = "double";
  try {
    assertEquals(parseExactLine("9007199254740993"), 9007199254740992);
  } finally {
    realm.numbers = "exact";
  }
});

Deno.test("Written again, each number has the digits it came in with", () => {
  const line = '{"a":1.0,"b":[1e2,-0,12345678901234567890],"c":"1.0"}';
  assertEquals(JSON.stringify(parseOwnDigits(line)), line);
});
