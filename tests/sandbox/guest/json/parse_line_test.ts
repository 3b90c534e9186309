import { assertEquals } from "@std/assert";
import { realm } from "../../../support/guest_setup.ts";
import {
  BLANK,
  parseExactLine,
  parseOwnDigits,
  readLine,
} from "../../../../lib/sandbox/guest/json/parse_line.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";

const parseLine = (line: string) => readLine(line, false);

function failure(line: string, parse = parseLine): string {
  try {
    const value = parse(line);
    if (ItemFailure.kindOf(value) !== undefined) throw value;
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

Deno.test("Lines behind a bad one are the values that they are, and bad for the same reason", () => {
  const lines = ['{"a":1}', "01", " ", '["x"', "1", "-", "x", "\ufeff1", "2"];
  const outcome = (line: string, parse = parseLine) => {
    try {
      const value = parse(line);
      return ItemFailure.kindOf(value) === undefined
        ? value
        : (value as ItemFailure).message;
    } catch (error) {
      return (error as ItemFailure).message;
    }
  };
  // The first bad line makes the others suspects.
  const alone = lines.map((line) => {
    for (let good = 0; good < 16; good++) parseLine("1");
    return outcome(line);
  });
  assertEquals(outcome("["), "not JSON at column 2: [");
  assertEquals(lines.map((line) => outcome(line)), alone);
  assertEquals(lines.map((line) => outcome(line, parseExactLine)), alone);
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
