import { assertEquals, assertThrows } from "@std/assert";
import {
  exactNumber,
  mayHoldLongNumber,
} from "../../lib/sandbox/exact_numbers.ts";

/** What a number of JSON stands for. */
const NUMBERS: readonly (readonly [string, number | bigint])[] = [
  ["0", 0],
  ["-0", -0],
  ["0.0e-400", 0],
  ["9007199254740991", 9007199254740991],
  ["9007199254740992", 9007199254740992n],
  ["-9007199254740992", -9007199254740992n],
  ["123456789012345678901234567890", 123456789012345678901234567890n],
  ["9007199254740993.0", 9007199254740992],
  ["1e21", 1e21],
  ["5e-324", 5e-324],
];

Deno.test("A number of JSON is a BigInt where a double would lose a digit of an integer", () => {
  for (const [source, value] of NUMBERS) {
    assertEquals(exactNumber(Number(source), source, "exact"), value, source);
    assertEquals(exactNumber(Number(source), source, "double"), Number(source));
    if (typeof value === "bigint") {
      assertEquals(mayHoldLongNumber(source), true);
    }
  }
});

Deno.test("A number that is no double at all is refused, and shown up to a length", () => {
  for (
    const source of [
      "1e400",
      "-1e400",
      "9".repeat(400) + ".5",
      "1e-400",
      "-0.1e-400",
    ]
  ) {
    assertEquals(mayHoldLongNumber(source), true);
    for (const numbers of ["exact", "double"] as const) {
      const error = assertThrows(
        () => exactNumber(Number(source), source, numbers),
        RangeError,
      );
      assertEquals(error.message.length < 100, true);
    }
  }
  assertEquals(
    typeof exactNumber(Infinity, "9".repeat(400), "exact"),
    "bigint",
  );
});
