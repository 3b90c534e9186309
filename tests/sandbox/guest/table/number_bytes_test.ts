import { assert, assertEquals } from "@std/assert";
import { decode } from "../../../../lib/internal/bytes.ts";
import "../../../support/guest_setup.ts";
import {
  LONGEST_NUMBER,
  putNumber,
} from "../../../../lib/sandbox/guest/table/number_bytes.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

/** The text of a number; undefined where it is not written digit by digit. */
function textOf(value: number): string | undefined {
  const bytes = new Uint8Array(3 + LONGEST_NUMBER);
  const end = putNumber(bytes, 3, value);
  return end === 3 ? undefined : decode(bytes.subarray(3, end));
}

const WRITTEN = [
  ...[0, -0, 1, -1, 9, 10, 99, 100, 1234567890, 2 ** 31 - 1, -(2 ** 31 - 1)],
  ...[0.5, -0.5, 0.0001, -0.1, 1.005, 2.675, 156.25, 99.9999, 0.3, 1.1],
  ...[2147483647.9999, -2147483647.9999, 2147483646.1],
];

Deno.test.each(WRITTEN)("The number %d is written as it is", (value) => {
  assertEquals(textOf(value), `${value}`);
});

const OTHERS = [NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 1e21, 1e-7];

Deno.test.each([...OTHERS, 0.1 + 0.2, 1 / 3, 0.00001, 5e-324])(
  "The number %d is left to others",
  (value) => assertEquals(textOf(value), undefined),
);

Deno.test("Random numbers are written as they are, or left to others", () => {
  const random = new SeededRandom(5);
  let written = 0;
  for (let n = 0; n < 100_000; n++) {
    const digits = random.below(2 ** 31) / 10 ** random.below(10);
    const value = digits / 10 ** random.below(8) *
      (random.below(2) === 0 ? 1 : 10 ** random.below(5));
    const text = textOf(value);
    if (text === undefined) continue;
    written++;
    if (text !== `${value}`) assertEquals(text, `${value}`);
  }
  assert(written > 10_000, `${written} were written`);
});
