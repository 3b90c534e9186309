import type { Probe } from "./attempt.ts";

/** Attempts to use more than an item may: each must be ended by a limit. */
// deno-fmt-ignore
export const WASTING: readonly Probe[] = [
  { category: "time", name: "loop for ever", attempt: `() => { for (;;); }` },
  { category: "time", name: "match for ever", attempt: `() => /^(a+)+$/.test("a".repeat(40) + "b")` },
  { category: "time", name: "wait for ever", attempt: `() => new Promise(() => {})` },
  { category: "time", name: "settle promises for ever", attempt: `async () => { for (;;) await null; }` },
  { category: "time", name: "loop after the item", attempt: `() => { const again = () => Promise.resolve().then(again); again(); return 1; }` },
  { category: "time", name: "recurse in finally", attempt: `() => { const again = () => { try { again(); } finally { again(); } }; again(); }` },
  { category: "results", name: "loop in a getter of the result", attempt: `() => ({ get a() { for (;;); } })` },
  { category: "memory", name: "fill the heap", attempt: `() => { const kept = []; for (;;) kept[kept.length] = new Array(1000).fill(1); }` },
];

/** Attempts to be too large at once: each is refused, and its worker lives. */
// deno-fmt-ignore
export const EXCEEDING: readonly Probe[] = [
  { category: "memory", name: "recurse without end", attempt: `() => { const deeper = () => deeper() + 1; return deeper(); }` },
  { category: "memory", name: "double a text without end", attempt: `() => { let text = "x"; for (;;) text += text; }` },
  { category: "memory", name: "repeat a text too often", attempt: `() => "x".repeat(2 ** 28).length` },
  { category: "memory", name: "use memory outside of the heap", attempt: `() => typeof ArrayBuffer + typeof Uint8Array !== "undefinedundefined"` },
  { category: "time", name: "give a native method an endless length", attempt: `() => [].lastIndexOf.call({ length: 2 ** 53 - 1 }, 1) ?? true` },
  { category: "time", name: "give a native method a length that grows", attempt: `() => { const holes = []; holes.length = 2 ** 32 - 1; return [holes].flat().length; }` },
];

/** Results that are no JSON, or too long: none comes out. */
// deno-fmt-ignore
export const LEAKING: readonly Probe[] = [
  { category: "results", name: "return a function", attempt: `() => () => 1` },
  { category: "results", name: "return a symbol", attempt: `() => Symbol("x")` },
  { category: "results", name: "return what contains itself", attempt: `() => { const ring = {}; ring.ring = ring; return ring; }` },
  { category: "results", name: "return too much", attempt: `() => new Array(80).fill("x".repeat(2 ** 20))` },
];
