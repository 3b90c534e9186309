// Damaged texts of jobs. More of them: `deno task fuzz:texts`, or `-- ROUNDS SEED` after
// the file.

import { assert, assertEquals } from "@std/assert";
import * as acorn from "../../../lib/deps/acorn.ts";
import { JobError } from "../../../lib/errors.ts";
import { freeReferences } from "../../../lib/sandbox/job/names/scopes.ts";
import { parseJob } from "../../../lib/sandbox/job/parse_job.ts";
import { analyze } from "../../support/eslint_scope.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const [rounds = 1, seed = 1] = Deno.args.map(Number);
const TEXTS = 300;

/** Texts of jobs as people write them, in both languages. */
const SEEDS: readonly string[] = [
  "e => ({ id: e.id, total: e.price * e.qty })",
  "(n: number): number => n ** 2",
  "export default async (e, { index }) => { for await (const a of e.b) a.c; return index }",
  `const limits = new Map([["a", 1]]);
export default function job({ id, ...rest }) {
  label: for (const [key, value = 2] of Object.entries(rest)) {
    if (limits.has(key)) continue label; else break;
  }
  try { return JSON.parse(id) } catch { return null } finally { limits.clear() }
}`,
  `enum Size { Small = 1, Large }
namespace Shop { export const rate: number = 2 }
abstract class Base<T> { constructor(protected readonly value: T) {} abstract get(): T }
class Item extends Base<number> { #n = 1; static s = Size.Large; get() { return this.value! + this.#n } }
export default (e: { price: number }) => new Item(e.price).get() * Shop.rate`,
  `import { type A } from "./a.ts"; interface B<T extends A = A> { c?: T[]; (d: string): void }
function f(a: string): string; function f(a: unknown) { return a as string }
export { f as default }; export type C = Exclude<keyof B, "c">`,
  `class A { static { this.b = 1 } get [Symbol.iterator]() { return function* () { yield* [1, 2] } } }
export default e => [...new A()].map((x, i) => x?.[i] ?? e?.a?.(i) ?? \`\${x}-\${i}\`)`,
  "e => /(?<year>\\d{4})-(?<!x)\\k<year>/u.test(e) && typeof process !== 'undefined' || Date.now()",
  "(e) => { switch (e.a) { case 1: let b = 1n; default: do { b++ } while (b < 9n); return -b } }",
  "const { a = 1, b: [c] = [] } = {}; let d; ({ d, ...a.e } = {}); export default (f) => <any>f satisfies unknown",
  "function outer() { var g; { function g2() {} } return g2 } export default (e) => import.meta && eval('1')",
  "(e) => { using a = e; for (var i = 0, j; i < 2; i++, j--) { e: { break e } } return new.target }",
];

const PIECES: readonly string[] = [
  ..."(){}[]<>,;:=?!.`'\"/\\*+-&|#@$_ \n\t0aé😀\u2028".split(/(?:)/u),
  "=>",
  "...",
  "?.",
  "??=",
  "/*",
  "*/",
  "//",
  "<!--",
  "-->",
  "${",
  "\\u0061",
  " await ",
  " async ",
  " yield ",
  " class ",
  " enum ",
  " type ",
  " export ",
  " import ",
  " default ",
  " function ",
  " static ",
  " new ",
  " typeof ",
  " let ",
  " var ",
  " of ",
  " in ",
  " as ",
  " declare ",
  " namespace ",
  " abstract ",
  " get ",
];

/** A text with a few places damaged. */
function damaged(random: SeededRandom): string {
  let text = random.pick(SEEDS);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(text.length + 1);
    const other = random.pick(SEEDS);
    const from = random.below(other.length);
    const piece = [
      "",
      random.pick(PIECES),
      other.slice(from, from + random.below(30)),
      text.slice(at, at + random.below(12)).repeat(1 + random.below(3)),
    ][random.below(4)] ?? "";
    text = text.slice(0, at) + piece + text.slice(at + random.below(8));
  }
  return text;
}

Deno.test("A damaged text is a job, or a JobError with a place in the text", async () => {
  const random = new SeededRandom(seed);
  let jobs = 0;
  for (let round = 0; round < rounds * TEXTS; round++) {
    const text = damaged(random);
    const what = `text ${round} of seed ${seed}: ${JSON.stringify(text)}`;
    try {
      const { factory } = await parseJob(text, { steps: round % 2 === 1 });
      jobs++;
      // The engine takes what was made of it; nothing of the text runs here.
      new Function(`"use strict"; return () => (${factory})`);
    } catch (error) {
      assert(error instanceof JobError, `${what}: ${error}`);
      const lines = text.split(/\r\n?|\n/);
      const { line = 1, column = 1, sourceLine } = error;
      assert(line >= 1 && line <= lines.length, what);
      assert(column >= 1 && column <= (lines[line - 1] ?? "").length + 1, what);
      if (sourceLine !== undefined) {
        assertEquals(sourceLine, lines[line - 1], what);
      }
    }
  }
  assert(jobs > rounds * TEXTS / 50, `only ${jobs} of the texts are jobs`);
});

Deno.test("The free names of a damaged text are those that eslint-scope finds", () => {
  const random = new SeededRandom(seed);
  const options = { ecmaVersion: 2022, sourceType: "module" } as const;
  let compared = 0;
  for (let round = 0; round < rounds * TEXTS; round++) {
    const text = damaged(random);
    // eslint-scope takes no name for found where a call of eval could declare it.
    if (text.includes("eval")) continue;
    let tree: acorn.Program;
    try {
      tree = acorn.parse(text, {
        ...options,
        ecmaVersion: "latest",
        ranges: true,
      });
    } catch {
      continue;
    }
    compared++;
    const own = freeReferences(tree).map(({ name }) => name);
    const theirs = analyze(tree as never, options).globalScope?.through
      .map(({ identifier }) => identifier.name)
      .filter((name) => name !== "arguments");
    assertEquals(
      [...new Set(own)].sort(),
      [...new Set(theirs)].sort(),
      `text ${round} of seed ${seed}: ${JSON.stringify(text)}`,
    );
  }
  assert(
    compared > rounds * TEXTS / 50,
    `only ${compared} texts were compared`,
  );
});
