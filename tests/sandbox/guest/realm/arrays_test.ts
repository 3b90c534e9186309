import { assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  ARRAY_METHODS,
  inTextOrder,
} from "../../../../lib/sandbox/guest/realm/arrays.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

const { concat, flat, flatMap } = ARRAY_METHODS;

/** Nested lists, some of them with gaps. */
function nested(random: SeededRandom, depth = 3): unknown[] {
  const list: unknown[] = [];
  for (let n = random.below(4); n > 0; n--) {
    const isDeep = depth > 0 && random.below(2) === 0;
    list.push(isDeep ? nested(random, depth - 1) : random.below(9));
    if (random.below(5) === 0) list.length++;
  }
  return list;
}

Deno.test("The methods do what those of the language do", () => {
  const random = new SeededRandom(3);
  for (let round = 0; round < 100; round++) {
    const [list, other] = [nested(random), nested(random)];
    const depth = random.pick([0, 1, 2, Infinity, -1, 1.5]);
    assertEquals(flat.call(list, depth), list.flat(depth) as unknown[]);
    assertEquals(flat.call(list), list.flat() as unknown[]);
    const twice = (value: unknown) => [value, [value]];
    assertEquals(flatMap.call(list, twice), list.flatMap(twice));
    assertEquals(concat.call(list, other, 1), list.concat(other, 1));
  }
});

Deno.test("What says that it is spread, or not, is believed", () => {
  const { isConcatSpreadable } = Symbol;
  const like = { length: 2, 0: "a", 1: "b", [isConcatSpreadable]: true };
  const whole = Object.assign([1], { [isConcatSpreadable]: false });
  assertEquals(concat.call([], like, whole), [
    ...["a", "b"],
    whole as unknown as string,
  ]);
});

Deno.test("A list of an enormous length is refused before it is read", () => {
  const huge = { length: 2 ** 40, [Symbol.isConcatSpreadable]: true };
  const bodies = [
    () => concat.call([], huge),
    () => flat.call(huge),
    () => flatMap.call(huge, () => 0),
    () => flat.call([new Array(2 ** 25)]),
  ];
  for (const body of bodies) assertThrows(body, RangeError, "sandbox limit");
});

Deno.test("A callback is told the place, the list and its own this", () => {
  const list = ["a"];
  const self = {};
  flatMap.call(list, function (this: unknown, ...args: unknown[]) {
    assertEquals([this, ...args], [self, "a", 0, list]);
    return [];
  }, self);
});

Deno.test("Methods need something to be called on", () => {
  assertThrows(() => flat.call(undefined), TypeError);
  assertThrows(() => flatMap.call(null, () => 0), TypeError);
});

Deno.test("The order without a comparator is that of the language", () => {
  const random = new SeededRandom(4);
  const values = [10, 9, 1, "b", "B", "ä", "😀", "\uffff", null, true, "1"];
  const list = Array.from({ length: 200 }, () => random.pick(values));
  assertEquals([...list].sort(inTextOrder), [...list].sort());
});
