// The items of a soak: most are honest, some use what a job is given up to its limits and
// past them, and a few end their worker.

import type { FailureKind } from "../../lib/mod.ts";

/** What an item does, and what may come of it; "ok" is its square. */
export interface ItemKind {
  readonly name: string;
  /** Statements that are run before `return n * n`. */
  readonly code: string;
  readonly outcomes: readonly ("ok" | FailureKind)[];
}

/** Those that take no longer than others do. */
// deno-fmt-ignore
export const COMMON: readonly ItemKind[] = [
  { name: "throws", code: `throw new Error("thrown " + n)`, outcomes: ["threw"] },
  { name: "no result", code: `return () => n`, outcomes: ["result"] },
  { name: "rejections", code: `for (let i = 0; i < 500; i++) Promise.reject(n)`, outcomes: ["ok"] },
  { name: "leftover", code: `(async () => { for (let i = 0; i < 100; i++) { await null; new Uint8Array(2 ** 16); new Intl.NumberFormat("de"); } })()`, outcomes: ["ok"] },
  { name: "symbols", code: `for (let i = 0; i < 100; i++) Symbol.for("k".repeat(1000) + n + "/" + i)`, outcomes: ["ok"] },
  { name: "intl", code: `if (new Intl.NumberFormat("de").format(1234.5) !== "1.234,5") throw n`, outcomes: ["ok"] },
  { name: "too many formats", code: `for (let i = 0; i < 300; i++) new Intl.NumberFormat("de")`, outcomes: ["threw"] },
  { name: "present by intl", code: `return new Intl.DateTimeFormat("en").format()`, outcomes: ["threw"] },
  { name: "bytes", code: `if (new Uint8Array(2 ** 20).fill(1).at(-1) !== 1) throw n`, outcomes: ["ok"] },
  { name: "too many bytes", code: `for (;;) new Uint8Array(2 ** 24)`, outcomes: ["threw"] },
  { name: "digest", code: `if (digest.sha256("k" + n) === digest.sha256("k" + (n + 1))) throw n`, outcomes: ["ok"] },
  { name: "setup", code: `if (setup.squares[n % 10] !== (n % 10) ** 2) throw n`, outcomes: ["ok"] },
  { name: "changed setup", code: `setup.squares[0] = n`, outcomes: ["threw"] },
  { name: "stamp", code: `class G { constructor(o) { return o } } class S extends G { #v = n } new S(Object.prototype)`, outcomes: ["threw"] },
  { name: "recursion", code: `const f = () => f() + 1; f()`, outcomes: ["threw"] },
  { name: "long text", code: `let t = "k"; for (;;) t += t`, outcomes: ["threw"] },
];

/** Those that take a worker along, or seconds. */
// deno-fmt-ignore
export const RARE: readonly ItemKind[] = [
  { name: "loop", code: `for (;;);`, outcomes: ["steps"] },
  { name: "native work", code: `for (;;) "k".repeat(2 ** 20)`, outcomes: ["steps"] },
  { name: "pattern", code: `/^(a+)+$/.test("a".repeat(40) + "b")`, outcomes: ["timeout"] },
  { name: "pattern later", code: `Promise.resolve().then(() => /^(a+)+$/.test("a".repeat(40) + "b"))`, outcomes: ["timeout"] },
  { name: "never settles", code: `return new Promise(() => {})`, outcomes: ["timeout"] },
  { name: "heap", code: `const kept = []; for (;;) kept.push(new Array(10_000).fill(n))`, outcomes: ["memory", "timeout"] },
  { name: "ropes", code: `const k = "k".repeat(2 ** 22); const a = Array.from({ length: 20_000 }, (_, i) => k + (1e6 + i)); a.indexOf(k + "x".repeat(7))`, outcomes: ["memory", "timeout"] },
  { name: "leftover loop", code: `Promise.resolve().then(() => { for (;;); })`, outcomes: ["ok", "steps"] },
  { name: "rejections", code: `for (let i = 0; i < 60_000; i++) Promise.reject(i)`, outcomes: ["ok"] },
  { name: "symbols", code: `for (let i = 0; i < 3_000; i++) Symbol.for("k".repeat(10_000) + n + "/" + i)`, outcomes: ["ok"] },
];

/** How often items of the two kinds come: each kind once in so many. */
export interface Mix {
  readonly common: number;
  readonly rare: number;
}

/** Items from one rare kind to the next, so that not all come to the same worker. */
function spacing(rare: number): number {
  return Math.floor(rare / RARE.length);
}

/** What an item is; undefined for an honest one. */
export function kindOf(
  item: number,
  { common, rare }: Mix,
): ItemKind | undefined {
  return RARE[item % rare / spacing(rare)] ?? COMMON[item % common - 1];
}

/** The job that does for each item what {@linkcode kindOf} says. */
export function soakJob({ common, rare }: Mix): string {
  const cases = (kinds: readonly ItemKind[], at: (index: number) => number) =>
    kinds.map(({ code }, index) =>
      `case ${at(index)}: { ${code}; return n * n }`
    ).join("\n");
  return `export const setup = () => ({
  squares: Array.from({ length: 10 }, (_, n) => n * n),
});
export default (n, { setup }) => {
  switch (n % ${rare}) { ${cases(RARE, (index) => index * spacing(rare))} }
  switch (n % ${common}) { ${cases(COMMON, (index) => index + 1)} }
  return n * n;
}`;
}
