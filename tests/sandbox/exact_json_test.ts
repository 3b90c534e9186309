import { assertEquals } from "@std/assert";
import {
  checkedJson,
  isPlain,
  Unsayable,
} from "../../lib/sandbox/exact_json.ts";
import { SeededRandom } from "../support/seeded_random.ts";

class Price {
  amount = NaN;
  toJSON() {
    return "free";
  }
}

const SAYABLE: readonly (readonly [string, unknown, string])[] = [
  ["a BigInt", { a: [12345678901234567890n] }, '{"a":[12345678901234567890]}'],
  ["undefined", { a: undefined, b: [undefined] }, '{"b":[null]}'],
  ["null", { a: null, b: {} }, '{"a":null,"b":{}}'],
  ["a valid Date", [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
  ["toJSON", [new Price()], '["free"]'],
  ["no prototype", Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  [
    "an instance",
    Object.assign(new Price(), { toJSON: undefined, amount: 1 }),
    '{"amount":1}',
  ],
  ["what toJSON makes a BigInt", { toJSON: () => 5n }, "5"],
  ["half of a pair", "\ud800", '"\\ud800"'],
];

Deno.test.each(SAYABLE)("JSON says %s", (_name, value, json) => {
  assertEquals(checkedJson(value, false), json);
});

const FAULTS: readonly (readonly [unknown, string])[] = [
  [NaN, "JSON cannot hold NaN"],
  [[1, [{ b: -Infinity }]], "JSON cannot hold -Infinity, which is at [1][0].b"],
  [
    { a: { "odd key": new Map() } },
    'JSON cannot hold a Map, which is at .a["odd key"]',
  ],
  [{ a: [1, 2], b: new Set() }, "JSON cannot hold a Set, which is at .b"],
  [
    [[], [[]], new Uint8Array(1)],
    "JSON cannot hold a typed array, which is at [2]",
  ],
  [{ f() {} }, "JSON cannot hold a function, which is at .f"],
  [{ s: Symbol.iterator }, "JSON cannot hold a symbol, which is at .s"],
  [{ d: new Date(NaN) }, "JSON cannot hold an invalid Date, which is at .d"],
  [{ e: new TypeError("x") }, "JSON cannot hold an Error, which is at .e"],
  [{ p: Promise.resolve() }, "JSON cannot hold a Promise, which is at .p"],
  [
    { b: new ArrayBuffer(1) },
    "JSON cannot hold an ArrayBuffer, which is at .b",
  ],
  [{ i: [].values() }, "JSON cannot hold an iterator, which is at .i"],
  [{ i: new Map().keys() }, "JSON cannot hold an iterator, which is at .i"],
  [{ toJSON: () => NaN }, "JSON cannot hold NaN"],
  [{ größe: { 名: NaN } }, "JSON cannot hold NaN, which is at .größe.名"],
];

Deno.test.each(FAULTS)("JSON cannot say all of %o", (value, message) => {
  assertEquals(isPlain(value, true), false);
  assertEquals(checkedJson(value, false), new Unsayable(message));
});

Deno.test("A place is named right where one object stands in several", () => {
  const shared = { a: 1 };
  const value = [shared, [shared, { shared, x: NaN }]];
  const message = "JSON cannot hold NaN, which is at [1][1].x";
  assertEquals(checkedJson(value, false), new Unsayable(message));
});

Deno.test("A number and a BigInt are told apart where they are read again", () => {
  const value = [2 ** 60, 2n ** 60n, -(2 ** 53), 9007199254740991];
  assertEquals(
    checkedJson(value, true),
    "[1.152921504606847e+18,1152921504606846976,-9.007199254740992e+15,9007199254740991]",
  );
  assertEquals(isPlain(2 ** 53, true), false);
});

Deno.test("A path is shown up to a length, however long it is", () => {
  let value: unknown = NaN;
  for (let depth = 0; depth < 500; depth++) value = { deep: value };
  const fault = checkedJson(value, false);
  assertEquals(fault instanceof Unsayable && fault.text.length < 200, true);
});

Deno.test("What is plain is what JSON says all of", () => {
  const random = new SeededRandom(31);
  const leaves = [1, "x", null, true, undefined, 1n, NaN, new Map(), Symbol()];
  const make = (depth: number): unknown => {
    const kind = random.below(depth > 3 ? 1 : 3);
    if (kind === 0) return random.pick(leaves);
    const values = Array.from(
      { length: random.below(4) },
      () => make(depth + 1),
    );
    return kind === 1 ? values : Object.fromEntries(Object.entries(values));
  };
  for (let round = 0; round < 3000; round++) {
    const value = make(0);
    const isSayable = !(checkedJson(value, false) instanceof Unsayable);
    assertEquals(isPlain(value, true), isSayable);
  }
});
