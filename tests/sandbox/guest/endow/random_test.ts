import { assert, assertEquals } from "@std/assert";
import { realm } from "../../../support/guest_setup.ts";
import { endowRandom } from "../../../../lib/sandbox/guest/endow/random.ts";

/** The first numbers of an item, where the seed is `seed`. */
function numbersOf(position: number, { seed = 7, count = 2 } = {}): number[] {
  const before = realm.seed;
  realm.seed = seed;
  const { globals, beginItem } = endowRandom(globalThis);
  beginItem?.(position);
  realm.seed = before;
  const { random } = globals.Math as Math;
  return Array.from({ length: count }, () => random());
}

const items = Array.from({ length: 300 }, (_, position) => position);

Deno.test("The numbers of an item follow from the seed and its position", () => {
  for (const position of items) {
    assertEquals(numbersOf(position), numbersOf(position));
  }
  assert(`${numbersOf(3, { seed: 8 })}` !== `${numbersOf(3)}`);
});

Deno.test("Items do not repeat the numbers of each other, nor their own", () => {
  const numbers = items.flatMap((position) => numbersOf(position));
  assertEquals(new Set(numbers).size, 2 * items.length);
});

Deno.test("Numbers are spread over all that Math.random may give", () => {
  const tenths = Array<number>(10).fill(0);
  for (const number of numbersOf(0, { count: 10_000 })) {
    assert(number >= 0 && number < 1);
    const tenth = Math.floor(10 * number);
    tenths[tenth] = 1 + (tenths[tenth] ?? 0);
  }
  assert(tenths.every((count) => count > 850 && count < 1150), `${tenths}`);
});

Deno.test("The other functions of Math are what they were", () => {
  const { globals } = endowRandom(globalThis);
  const { random: _, ...others } = Object.getOwnPropertyDescriptors(
    globals.Math as Math,
  );
  const { random: __, ...expected } = Object.getOwnPropertyDescriptors(Math);
  assertEquals(Object.keys(others), Object.keys(expected));
  assert((globals.Math as Math).max === Math.max);
});
