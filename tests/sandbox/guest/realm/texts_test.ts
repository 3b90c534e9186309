import { assert, assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  checkTexts,
  isQuickToCompare,
  SEARCH_METHODS,
} from "../../../../lib/sandbox/guest/realm/texts.ts";

Deno.test("The texts of one call have as many characters as it may read", () => {
  checkTexts(["ab", 1, "c"], 3);
  assertThrows(() => checkTexts(["ab", "cd"], 3), RangeError, "sandbox limit");
  // What is no list has been checked as something else.
  checkTexts("abcd", 3);
  checkTexts({ length: 1, 0: "abcd" }, 3);
});

Deno.test("A list is quick to compare if it has only numbers and few characters", () => {
  const many = "x".repeat(2 ** 19);
  assertEquals(
    [[1, "a", undefined], [null], [{}], [1n]].map(isQuickToCompare),
    [
      ...[true, false, false, false],
    ],
  );
  assert(isQuickToCompare([many, many]));
  assert(!isQuickToCompare([many, many, "x"]));
});

/** So long that our own loop searches, if a list has two of them. */
const LONG = "y".repeat(2 ** 20);

const LISTS = [
  ["a", "b", "a", "b"],
  [LONG, "a", LONG, "b"],
  [],
  [, "b"],
  [NaN, undefined],
];
const FROM = [[], [1], [-1], [-9], [9], [undefined], [NaN], [1.7], ["2"]];

Deno.test("Searches find what those of the language find, from any place", () => {
  for (const list of LISTS) {
    for (const target of ["a", "b", LONG, "x", undefined, NaN]) {
      for (const from of FROM) {
        for (const name of ["includes", "indexOf", "lastIndexOf"] as const) {
          const native = Array.prototype[name] as (...a: unknown[]) => unknown;
          const own = SEARCH_METHODS[name] as (...a: unknown[]) => unknown;
          const args = [target, ...from];
          const found = own.apply(list, args);
          const said = `${name}(${String(target).slice(0, 3)}, ${from})`;
          assertEquals(found, native.apply(list, args), said);
        }
      }
    }
  }
});

Deno.test("A list whose length is enormous is refused before it is searched", () => {
  const { includes } = SEARCH_METHODS;
  assertThrows(() => includes.call({ length: 2 ** 40 }, 1, 0), RangeError);
});
