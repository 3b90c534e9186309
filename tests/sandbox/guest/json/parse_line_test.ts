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

Deno.test("A failure says where the line stops being JSON", () => {
  for (const parse of [parseLine, parseExactLine]) {
    assertEquals(failure('["a", a]', parse), 'not JSON at column 7: ["a", a]');
    assertEquals(
      failure("\ufeff1", parse).startsWith("a byte order mark"),
      true,
    );
  }
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
