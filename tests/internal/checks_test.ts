import { assertEquals, assertThrows } from "@std/assert";
import {
  checkDuration,
  checkInteger,
  checkNumber,
  type IntegerRange,
  type NumberRange,
} from "../../lib/internal/checks.ts";

const ANY_INTEGER = { least: Number.MIN_SAFE_INTEGER };

const eachInteger = Deno.test.each<[unknown, IntegerRange, string]>([
  [-1, { least: 0 }, "Cannot use n -1: it must be an integer >= 0"],
  [1.5, { least: 1 }, "Cannot use n 1.5: it must be an integer >= 1"],
  [NaN, { least: 0 }, "Cannot use n NaN: it must be an integer >= 0"],
  [
    2 ** 53,
    { least: 0 },
    `Cannot use n ${2 ** 53}: it must be an integer >= 0`,
  ],
  [Infinity, { least: 0 }, "Cannot use n Infinity: it must be an integer >= 0"],
  ["5", { least: 0 }, 'Cannot use n "5": it must be an integer >= 0'],
  [5n, { least: 0 }, "Cannot use n 5: it must be an integer >= 0"],
  [null, { least: 0 }, "Cannot use n null: it must be an integer >= 0"],
  [
    9,
    { least: 1, most: 8 },
    "Cannot use n 9: it must be an integer from 1 to 8",
  ],
  [0.5, ANY_INTEGER, "Cannot use n 0.5: it must be an integer"],
  [
    0,
    { least: 1, orInfinity: true },
    "Cannot use n 0: it must be an integer >= 1, or Infinity",
  ],
]);

eachInteger("checkInteger() refuses %o in %o", (value, range, message) => {
  const check = () => checkInteger("n", value as number, range);
  assertThrows(check, RangeError, message);
});

Deno.test("checkInteger() gives back what it allows", () => {
  assertEquals(checkInteger("n", 0, { least: 0 }), 0);
  assertEquals(checkInteger("n", 8, { least: 1, most: 8 }), 8);
  assertEquals(checkInteger("n", -7, ANY_INTEGER), -7);
  const limit = { least: 1, orInfinity: true };
  assertEquals(checkInteger("n", Infinity, limit), Infinity);
});

const eachNumber = Deno.test.each<[unknown, NumberRange, string]>([
  [-1, { least: 0, unit: "ms" }, "Cannot use n -1: it must be >= 0 ms"],
  [NaN, { least: 0 }, "Cannot use n NaN: it must be >= 0"],
  [0, { above: 0 }, "Cannot use n 0: it must be > 0"],
  ["5", { least: 0 }, 'Cannot use n "5": it must be >= 0'],
  [5n, { above: 0 }, "Cannot use n 5: it must be > 0"],
  [
    Infinity,
    { least: 2, finite: true, unit: "bytes" },
    "Cannot use n Infinity: it must be a finite number >= 2 bytes",
  ],
]);

eachNumber("checkNumber() refuses %o in %o", (value, range, message) => {
  const check = () => checkNumber("n", value as number, range);
  assertThrows(check, RangeError, message);
});

Deno.test("checkNumber() gives back what it allows", () => {
  assertEquals(checkNumber("n", 0.5, { least: 0 }), 0.5);
  assertEquals(checkNumber("n", Infinity, { above: 0 }), Infinity);
});

Deno.test("checkDuration() allows what is above 0 ms, without an end, too", () => {
  assertEquals(checkDuration("timeout", Infinity), Infinity);
  for (const bad of [0, -0, NaN, -1]) {
    assertThrows(() => checkDuration("timeout", bad), RangeError, "> 0 ms");
  }
});
