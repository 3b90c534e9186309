import { assert, assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  BINARY_GLOBALS,
  BYTES_GUARDS,
  charge,
  resetBudget,
} from "../../../../lib/sandbox/guest/endow/bytes_budget.ts";

const ALL = 64 * 2 ** 20;

/** How many bytes an item is charged for, by what is left of its budget. */
function charged(body: () => void): number {
  resetBudget();
  body();
  let left = 0;
  for (let step = ALL; step >= 1; step /= 2) {
    try {
      charge(step);
      left += step;
    } catch {
      // That much is not left.
    }
  }
  return ALL - left;
}

const refused = (body: () => void) =>
  void assertThrows(body, RangeError, "binary data over the sandbox limit");

/** Calls the guard of a method, and gives the arguments that it leaves. */
function guard(
  holder: object,
  name: string,
  self: unknown,
  ...args: unknown[]
) {
  const found = BYTES_GUARDS.find(([of, names]) =>
    of === holder && names.includes(name)
  );
  assert(found !== undefined, name);
  found[2](self, args);
  return args;
}

const { prototype: typed } = Object.getPrototypeOf(Uint8Array);

Deno.test("An item may allocate as much as said, all told, and the next one anew", () => {
  resetBudget();
  charge(ALL);
  refused(() => charge(1));
  resetBudget();
  charge(ALL / 2);
  for (const nothing of [0, -5, NaN]) charge(nothing);
  charge(ALL / 2);
  refused(() => charge(0.5));
});

Deno.test("A part is charged for what is in it, wherever it is counted from", () => {
  const words = new Uint32Array(100);
  const slices: readonly (readonly [unknown[], number])[] = [
    [[], 400],
    [[90], 40],
    [[-10], 40],
    [[10, 20], 40],
    [[20, 10], 0],
    [[0, 1e9], 400],
    [["90", undefined], 40],
    [[NaN, "x"], 0],
  ];
  for (const [args, bytes] of slices) {
    const slice = () => guard(typed, "slice", words, ...args);
    assertEquals(charged(() => void slice()), bytes, JSON.stringify(args));
  }
  const { prototype } = ArrayBuffer;
  const cut = () => guard(prototype, "slice", words.buffer, 100, -100);
  assertEquals(charged(() => void cut()), 200);
});

Deno.test("The bounds of a part are read once", () => {
  resetBudget();
  let reads = 0;
  const bound = { valueOf: () => ++reads };
  const args = guard(typed, "slice", new Uint8Array(9), bound, bound);
  assertEquals([args, reads], [[1, 2], 2]);
});

Deno.test("A copy of the same length costs that length, and a transfer the new one", () => {
  const words = new Uint16Array(50);
  for (const name of ["map", "toSorted", "with"]) {
    assertEquals(charged(() => void guard(typed, name, words)), 100);
  }
  const { prototype } = ArrayBuffer;
  const { buffer } = words;
  assertEquals(charged(() => void guard(prototype, "transfer", buffer)), 100);
  const grow = () => guard(prototype, "transfer", buffer, 1_000);
  assertEquals(charged(() => void grow()), 1_000);
  refused(() => {
    guard(prototype, "transfer", buffer, 2 ** 24);
    guard(prototype, "transfer", buffer, 2 ** 24 * 3 + 1);
  });
});

Deno.test("Every kind of binary data of the platform is counted", () => {
  for (const name of BINARY_GLOBALS) assert(name in globalThis, name);
  assertEquals(new Set(BINARY_GLOBALS).size, BINARY_GLOBALS.length);
});
