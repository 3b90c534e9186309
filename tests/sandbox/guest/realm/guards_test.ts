// A job finds the language as it is everywhere: what guards it must not change it.

import { assert, assertEquals, assertThrows } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  type Guard,
  installGuards,
  LENGTH_GUARDS,
  replaceMethods,
} from "../../../../lib/sandbox/guest/realm/guards.ts";
import { shareRun } from "../../../support/run_each.ts";

// deno-fmt-ignore
const EXPRESSIONS = [
  "[3, 1, 2].sort()", "[3, 10, 2].sort()", "[3, 10, 2].sort((a, b) => a - b)", "[3, , 1].sort().length",
  "Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5003).sort().slice(0, 9)",
  "[undefined, 2, 10, null].concat(Array(5000).fill(1)).sort().slice(-3)",
  "[3, 1, 2].toSorted()", "[1, 2].concat(3, [4, [5]])", "[].concat('ab', null, undefined)",
  "[1, , 3].concat([, 2]).length", "[].concat({ length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true })",
  "[].concat(Object.assign([1, 2], { [Symbol.isConcatSpreadable]: false })).length",
  "[1, [2, [3, [4]]]].flat()", "[1, [2, [3, [4]]]].flat(Infinity)", "[[1, , 2], [3]].flat()", "[1, [2]].flat(0)",
  "[1, 2].flatMap((n, i, all) => [n, i, all.length])", "[1, 2].flatMap((n) => [[n]])", "[1, , 2].flatMap((n) => n)",
  "[1, 2, 3].at(-1)", "[1, 2, 3].splice(1, 1)", "[1, 2, 3].indexOf(2)", "[1, 2, 3].includes(NaN)", "[NaN].includes(NaN)",
  "[1, 2, 3].reverse()", "[1, 2, 3].copyWithin(0, 1)", "[1, 2, 3].with(0, 9)", "Array(3).fill(0)", "[1, 2, 3].join('-')",
  "(() => { const a = [1, 2, 3]; return [a.reverse() === a, a.sort() === a, a.fill(0) === a] })()",
  "Array.prototype.map.call('abc', (c) => c + c)", "Array.prototype.slice.call({ length: 2, 0: 'a', 1: 'b' })",
  "Array.prototype.slice.call({ get length() { return 2 }, 0: 'a', 1: 'b' })", "Array.prototype.slice.call({ length: '2', 0: 'a' }).length",
  "(() => { const o = { length: 1, 0: 'a' }; Array.prototype.push.call(o, 'b'); return o })()",
  "(() => { const o = { get length() { return 2 }, 0: 'a', 1: 'b' }; return Array.prototype.reverse.call(o) === o })()",
  "(() => { const p = new Proxy([3, 1, 2], {}); return [p.map((n) => n * 2), p.indexOf(1), p.includes(2), p.slice(1), [].concat(p)] })()",
  "(() => { const p = new Proxy([3, 1, 2], {}); p.push(4); p.shift(); p.reverse(); return [p.length, [...p]] })()",
  "(function () { return Array.prototype.slice.call(arguments, 1) })(1, 2, 3)",
  "Array.from('añ👍')", "Array.from(new Set([1, 1, 2]))", "Array.from(new Map([[1, 2]]))", "Array.from({ length: 3 }, (_, i) => i)",
  "Array.from([1, 2].values(), (n) => n + 1)", "Array.from((function* () { yield 1; yield 2 })())", "Array.from(5).length",
  "'a-b-c'.split('-')", "'abc'.split('')", "'a1b2'.split(/\\d/)", "'abc'.replace('b', (c) => c.toUpperCase())", "'aXbX'.replaceAll('X', '$&$&')",
  "'a1b22'.match(/\\d+/g)", "[...'a1b22'.matchAll(/\\d+/g)].map((m) => m[0])", "'abc'.search(/c/)", "'é'.normalize('NFD').length",
  "'ab'.repeat(3)", "'ab'.repeat(0)", "'ab'.repeat('2')", "'a'.padStart(3, 'xy')", "'a'.padEnd('3')", "' a '.trim()", "'A'.toLowerCase()",
  "String.prototype.trim.call(12)", "String.prototype.toUpperCase.call({ toString: () => 'a' })", "'a'.localeCompare('b')",
  "String.raw`a\\n${1}b`", "String.raw({ raw: ['a', 'b'] }, 1)", "String.raw({ raw: 'abc' }, 1, 2)",
  "JSON.parse('[1,{\"a\":null}]')", "JSON.parse('[1]', (k, v) => Array.isArray(v) ? v : v + 1)", "JSON.parse(1)", "JSON.stringify([1], null, 2)",
  "Math.max.apply(null, [1, 3, 2])", "Reflect.apply(Math.max, null, [1, 3])", "Reflect.construct(Date, [0]).getTime()", "Math.max.apply(null, { length: 1, 0: 7 })",
  "Object.keys({ length: 1e12, a: 1 })", "Object.entries('ab')", "Object.values([1, 2])", "Object.assign({}, 'ab', null, { c: 1 })", "Object.getOwnPropertyNames('ab')",
  "[[].map.name, [].map.length, [].concat.name, [].concat.length, ''.split.length, JSON.parse.length]",
  "(() => { try { [].flat.call(null) } catch (e) { return e.name } })()", "(() => { try { ''.split.call(undefined) } catch (e) { return e.name } })()",
  "(() => { try { [1].flatMap(1) } catch (e) { return e.name } })()", "(() => { try { 'a'.repeat(-1) } catch (e) { return e.name } })()",
  "(() => { let n = 0; for (let i = 0; i < 3; i++) n += i; while (n < 9) n++; do n++; while (n < 20); for (const k in { a: 1 }) n += k.length; for (const v of [1, 2]) n += v; return n })()",
  "(() => { const seen = []; a: for (const x of [1, 2, 3]) for (const y of [1, 2]) { if (y === 2) continue a; if (x === 3) break a; seen.push([x, y]) } return seen })()",
  "(() => { const tick = 5; let n = 0; for (let i = 0; i < tick; i++) n++; return n })()",
  "(() => { if (true) for (let i = 0; i < 1; i++); else return 1; return 2 })()",
];

const TABLE = EXPRESSIONS.map((text) => `() => (${text})`).join(",\n");

const LISTS = `() => {
  class Own extends Array { sum() { return this.reduce((a, b) => a + b, 0) } }
  const own = Own.from([3, 1, 2]);
  return [own.map((n) => n * 2).sum(), own.filter((n) => n > 1).sum(),
    own.slice(1) instanceof Own, own.concat([4]).sum(), own.sort().sum()];
}`;

const outcomesOf = shareRun([`(number) => [${TABLE}][number]()`, LISTS], {
  items: [...EXPRESSIONS.keys()],
});

Deno.test("A job's arrays, texts and loops work as everywhere", async () => {
  const outside = (0, eval)(`"use strict"; [${TABLE}]`) as (() => unknown)[];
  const outcomes = await outcomesOf(`(number) => [${TABLE}][number]()`);
  for (const [number, expression] of EXPRESSIONS.entries()) {
    const outcome = outcomes[number];
    assert(outcome?.ok, expression);
    const expected = JSON.stringify(outside[number]?.());
    assertEquals(JSON.stringify(outcome.value), expected, expression);
  }
});

Deno.test("A job in a class of lists keeps its kind", async () => {
  const [outcome] = await outcomesOf(LISTS);
  assert(outcome?.ok);
  assertEquals(outcome.value, [12, 5, true, 10, 6]);
});

/** The guard of a method. */
function guardOf(holder: object, name: string): Guard {
  const found = LENGTH_GUARDS.find(([of, names]) =>
    of === holder && names.includes(name)
  );
  assert(found !== undefined, name);
  return found[2];
}

const LONG = "x".repeat(2 ** 24 + 1);
const HUGE = { length: 2 ** 40 };

const REFUSED: readonly (readonly [object, string, unknown, unknown[]])[] = [
  [Array.prototype, "map", HUGE, []],
  [Array.prototype, "map", LONG.slice(0, 2 ** 20 + 1), []],
  [Array.prototype, "join", HUGE, []],
  [Array.prototype, "join", Array(5).fill(LONG), []],
  [Array.prototype, "sort", HUGE, []],
  [String.prototype, "split", LONG, [""]],
  [String.prototype, "includes", "a", [LONG]],
  [String.prototype, "match", "a", ["x".repeat(2 ** 18 + 1)]],
  [String.prototype, "normalize", "x".repeat(2 ** 22 + 1), []],
  [String.prototype, "repeat", "ab", [2 ** 24]],
  [String.prototype, "padEnd", "a", [2 ** 24 + 1]],
  [String, "raw", undefined, [{ raw: HUGE }]],
  [JSON, "parse", undefined, [LONG]],
  [Function.prototype, "apply", () => 0, [undefined, HUGE]],
  [Reflect, "construct", undefined, [Array, HUGE]],
  [Array, "from", undefined, [HUGE]],
  [Array, "from", undefined, [LONG]],
  [Object, "keys", undefined, ["x".repeat(2 ** 20 + 1)]],
];

Deno.test("What V8 could not be interrupted in is refused before it is called", () => {
  for (const [holder, name, self, args] of REFUSED) {
    const guard = guardOf(holder, name);
    assertThrows(() => guard(self, [...args]), RangeError, "sandbox limit");
  }
});

Deno.test("What a method is called with is read once, and passed on as that", () => {
  let reads = 0;
  const count = { valueOf: () => ++reads };
  const args: unknown[] = [count];
  assertEquals(guardOf(String.prototype, "repeat")("ab", args), "ab");
  assertEquals([args[0], reads], [1, 1]);
  const text: unknown[] = [{ toString: () => `${++reads}` }];
  guardOf(JSON, "parse")(undefined, text);
  assertEquals(text, ["2"]);
});

Deno.test("An iterable is iterated, whatever its length, and a list is checked", () => {
  const from = guardOf(Array, "from");
  const args: unknown[] = [new Set([1, 2])];
  from(Array, args);
  assertEquals(Array.from(args[0] as Iterable<number>), [1, 2]);
  const like: unknown[] = [{ length: 2, [Symbol.iterator]: null }];
  from(Array, like);
  assertEquals((like[0] as { length: number }).length, 2);
});

Deno.test("A long list, or one slow to compare, is sorted by what can be interrupted", () => {
  const sort = guardOf(Array.prototype, "sort");
  const comparatorFor = (list: unknown[], given?: unknown) => {
    const args: unknown[] = [given];
    assertEquals(sort(list, args), list);
    return args[0];
  };
  assertEquals(comparatorFor([2, 1]), undefined);
  assertEquals(comparatorFor(Array(2 ** 12).fill(1)), undefined);
  assertEquals(typeof comparatorFor(Array(2 ** 12 + 1).fill(1)), "function");
  assertEquals(typeof comparatorFor([{}, {}]), "function");
  const own = () => 0;
  assertEquals(comparatorFor([{}, {}], own), own);
});

Deno.test("A guarded method is like its own in all that it says of itself", () => {
  const holder = { add: function plus(_a: number, _b: number) {} };
  const native = (a: number, b: number) => a + b;
  Object.assign(holder, {
    add: Object.defineProperty(native, "name", { value: "plus" }),
  });
  installGuards([[holder, ["add", "missing"], (self, args) => {
    args[0] = 10;
    return self;
  }]]);
  const { add } = holder as unknown as { add: typeof native };
  assertEquals([add.name, add.length, add(1, 2)], ["plus", 2, 12]);
  assertEquals(Object.hasOwn(holder, "missing"), false);
  assertEquals(
    Object.getOwnPropertyDescriptor(holder, "add")?.enumerable,
    false,
  );
  assertEquals("prototype" in add, false);
});

Deno.test("A stand-in for a list never gets out of the method", () => {
  const standIn = {};
  const holder = {
    itself(this: object) {
      return this;
    },
  };
  installGuards([[holder, ["itself"], () => standIn]]);
  assert(holder.itself() === holder);
});

Deno.test("Only methods that are there are replaced", () => {
  const holder = { a: () => 1 } as Record<string, () => number>;
  replaceMethods(holder, { a: () => 2, b: () => 3 });
  assertEquals([holder.a?.(), holder.b], [2, undefined]);
});
