import { assertEquals } from "@std/assert";
import { jsonFault } from "../../../lib/framing/json/json_fault.ts";

Deno.test("What is JSON has no fault, whatever is around it", () => {
  for (const text of ["1", ' {"a":[]}\r', '"\\u0000"']) {
    assertEquals(jsonFault(text), undefined);
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
])("The text %j stops being JSON at column %i", (line, column) => {
  assertEquals(jsonFault(line), `not JSON at column ${column}: ${line}`);
});

Deno.test("A failure shows forty characters around the place", () => {
  const line = "[" + "1,".repeat(50) + "x," + "1,".repeat(50) + "1]";
  const shown = line.slice(81, 121);
  assertEquals(jsonFault(line), `not JSON at column 102: …${shown}…`);
  const begin = "x" + "y".repeat(40);
  const cut = begin.slice(0, 40);
  assertEquals(jsonFault(begin), `not JSON at column 1: ${cut}…`);
});

Deno.test("In a line that is very long, the place is found, too", () => {
  const line = "[" + "12345,".repeat(20_000) + "x]";
  assertEquals(
    jsonFault(line),
    "not JSON at column 120002: …5,12345,12345,12345,x]",
  );
});

Deno.test("A byte order mark is named, also before what would be JSON", () => {
  const said = jsonFault("\ufeff1");
  assertEquals(said?.startsWith("a byte order mark stands before it"), true);
});
