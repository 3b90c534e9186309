import { assertEquals } from "@std/assert";
import { expectLeftovers, raise } from "../../../support/guest_modules.ts";

/** Whether the errors of a place are real ones, one after another. */
function areErrors(place: number, calls: readonly unknown[][]): boolean[] {
  return calls.map((args) =>
    raise(place, RangeError, ...args) instanceof Error
  );
}

Deno.test("Only the first error of a place is made, and those that are no text alone", () => {
  assertEquals(
    areErrors(0, [["a"], ["b"], [], [1], ["a", { cause: 1 }], [undefined]]),
    [true, false, false, true, true, true],
  );
  assertEquals(areErrors(1, [["a"], ["a"]]), [true, false]);
});

Deno.test("Every error is made where a promise could give it back", () => {
  areErrors(2, [["a"]]);
  expectLeftovers();
  assertEquals(areErrors(2, [["a"], ["b"]]), [true, true]);
});
