// A job finds the language as it is everywhere: what guards it must not change it.

import { assert, assertEquals } from "@std/assert";
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
