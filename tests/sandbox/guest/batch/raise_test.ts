import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import { expectLeftovers } from "../../../../lib/sandbox/guest/realm/leftovers.ts";
import { raise } from "../../../../lib/sandbox/guest/batch/raise.ts";
import { Raised } from "../../../../lib/sandbox/guest/batch/raised.ts";

/** Which errors of a place are made, one after another. */
function made(place: number, calls: readonly unknown[][]): boolean[] {
  return calls.map((args) =>
    Raised.what(raise(place, RangeError, ...args)) === undefined
  );
}

Deno.test("Only the first error of a place is made, and those that are no text alone", () => {
  assertEquals(
    made(0, [["a"], ["b"], [], [1], ["a", { cause: 1 }], [undefined]]),
    [true, false, false, true, true, true],
  );
  assertEquals(made(1, [["a"], ["a"]]), [true, false]);
});

Deno.test("Errors that an item throws at once are told apart, however many", () => {
  Raised.release();
  raise(3, TypeError, "first");
  const all = Array.from(
    { length: 40 },
    (_, at) => raise(3, TypeError, `${at}`),
  );
  assertEquals(
    all.map((one) => Raised.what(one)?.text ?? (one as Error).message),
    all.map((_, at) => `${at}`),
  );
  assertEquals(new Set(all).size, 40);
});

Deno.test("What stands for an error keeps nothing", () => {
  Raised.release();
  raise(4, TypeError, "first");
  const raised = raise(4, TypeError, "second") as object;
  assertEquals([Object.isFrozen(raised), Reflect.ownKeys(raised)], [
    true,
    ["stack"],
  ]);
});

Deno.test("Every error is made where a promise could give it back", () => {
  made(2, [["a"]]);
  expectLeftovers();
  assertEquals(made(2, [["a"], ["b"]]), [true, true]);
});
