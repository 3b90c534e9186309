import { assert, assertEquals } from "@std/assert";
import { type Job, parseJob } from "../../../lib/sandbox/job/parse_job.ts";

// What SES 2.3.0 searches a text for before it evaluates it.
const REFUSED_BY_SES = [
  /(?:<!--|-->)/,
  /(^|[^.]|\.\.\.)\bimport(\s*(?:\(|\/[/*]))/,
  /(^|[^.])\beval(\s*\()/,
];

// deno-lint-ignore no-explicit-any -- whatever the job in the table is
type AnyFunction = (...args: any[]) => any;

/** The function of a job, made as a worker makes it. */
function evaluate({ factory }: Job): AnyFunction {
  for (const pattern of REFUSED_BY_SES) {
    assert(!pattern.test(factory), `${pattern} in ${factory}`);
  }
  const strict = `"use strict"; (${factory})`;
  return (0, eval)(strict)();
}

Deno.test.each<[source: string, form: Job["form"], result: unknown]>([
  ["e => ({ id: e })", "expression", { id: 3 }],
  ["  (x => x + 1)  ;; // done", "expression", 4],
  ["// first\n/* then */ x => x\n\n", "expression", 3],
  ["function (x) { return x }", "expression", 3],
  ["function (x) { return x };", "expression", 3],
  ["function name(x) { return name.length + x }", "expression", 4],
  ["Math.abs", "expression", 3],
  ["x => x\u2028", "expression", 3],
  ["\uFEFFx => x", "expression", 3],
  ["x => x // )", "expression", 3],
  ["x => '*/' + x", "expression", "*/3"],
  ["x => ({ arguments: x }).arguments", "expression", 3],
  ["function (x) { return arguments.length }", "expression", 2],
  ["export default (x, { index }) => index", "module", 2],
  ["export/* a */default/* b */(x => x)", "module", 3],
  ["export default x => x // the end", "module", 3],
  ["export default f; function f(x) { return x }", "module", 3],
  ["export default function f(x) { return x }\n(1)", "module", 3],
  ["export default function (x) { return x }\n(1)", "module", 3],
  ["const f = x => x; export { f as default, f as g }", "module", 3],
  ['const f = x => x\nexport { f as "default" }\n(1)', "module", 3],
  ["let f; export { f as default }; f = x => x", "module", 3],
  ["export const a = 2, b = 1\nexport default x => x + a", "module", 5],
  ["export function a() { return 2 } export default a", "module", 2],
  ["export class A {} export default x => new A() && x", "module", 3],
  ["let job = 1; export default x => x + job", "module", 4],
  ["#!/usr/bin/env deno\nexport default x => x", "module", 3],
  ["'use strict'\nexport default x => x", "module", 3],
  ["export default x => { return x }\nexport {}", "module", 3],
])("parseJob(%j) gives a function", async (source, form, result) => {
  const job = await parseJob(source);

  assertEquals({ form: job.form, source: job.source }, { form, source });
  assertEquals(evaluate(job)(3, { index: 2 }), result);
});

Deno.test.each<[source: string, form: Job["form"], result: unknown]>([
  ["(n: number): number => n ** 2", "expression", 9],
  ["function (x: number) { return x }", "expression", 3],
  ["function (x: number) { return x }; // number", "expression", 3],
  ["\uFEFF(x: number) => x", "expression", 3],
  ["(x: 'é😀漢') => '😀' + x", "expression", "😀3"],
  ["(x: any) => <number>x", "expression", 3],
  ["export default <T,>(x: T): T => x", "module", 3],
  ["export default (x: unknown) => (x as number) satisfies any", "module", 3],
  ["enum A { b = 4 } export default (): number => A.b", "module", 4],
  ["namespace A { export const b = 4 } export default () => A.b", "module", 4],
  [
    "class A { constructor(readonly a: number) {} }\n" +
    "export default (x: number) => new A(x).a",
    "module",
    3,
  ],
  ["import type { A } from './a.ts'; export default (x: A) => x", "module", 3],
  [
    "interface A { b: number }\nconst f = (x: A) => x\nexport { f as default }",
    "module",
    3,
  ],
])("parseJob(%j) takes TypeScript", async (source, form, result) => {
  const job = await parseJob(source);

  assertEquals({ form: job.form, source: job.source }, { form, source });
  assertEquals(evaluate(job)(3), result);
});

Deno.test("parseJob() keeps long TypeScript that is not deep", async () => {
  const step = "if (x < 1) { const y: number = x as number; return y + 1 }\n";
  const job = await parseJob(`(x: any) => {\n${step.repeat(200)}return x }`);

  assertEquals(evaluate(job)(3), 3);
});

Deno.test("parseJob() makes a factory that starts anew at each call", async () => {
  const job = await parseJob(
    "let n = 0; export default function f() { f.m = ++n + (f.m ?? 0); return f.m }",
  );
  const make = (0, eval)(job.factory);

  assertEquals([make()(), make()(), make()()], [1, 1, 1]);
});

Deno.test.each([
  ["x => {\n\n  throw x }", 3],
  ["// a comment\n/* of\nthree lines */\nx => { throw x }", 4],
  ["type A =\n  number\nexport default (x: A) => {\n throw x }", 4],
])("parseJob(%j) keeps line numbers", async (source, line) => {
  const { factory } = await parseJob(source);

  const before = factory.slice(0, factory.indexOf("throw"));
  assertEquals(before.split("\n").length, line);
});

Deno.test.each<[source: string, result: unknown]>([
  ["n => { let s = 0; while (n --> 0) s++; return s }", 3],
  ["(a, { index: b }) => a <!--b", false],
  ["() => 'import(1)'", "import(1)"],
  ["() => '\\import(\"a\") eval (1)'", 'import("a") eval (1)'],
  ["() => '<!-- a -->'", "<!-- a -->"],
  ["() => '<!--->'", "<!--->"],
  ["() => '--\\x3e --\\\n>'", "--> -->"],
  ["() => '\\'import(\\''", "'import('"],
  ["() => ({ 'import(': 1, '-->': 2 })", { "import(": 1, "-->": 2 }],
  [
    "x => `import(${x}) $ \\${ \\` \\r --> eval(`",
    "import(3) $ ${ ` \r --> eval(",
  ],
  ["x => `a\r\n-->${'<!--'}`", "a\n--><!--"],
  ["() => `\\u{41}-->${`eval(`}`", "A-->eval("],
  ["() => /^import(s)?$/.test('imports')", true],
  ["() => /(?<eval>-->)\\k<eval>/.exec('-->-->').groups.eval", "-->"],
  ["() => /-->/.test('-->') && /<!--/.test('<!--')", true],
  ["() => /(?<!--)a/.test('--a')", false],
  ["() => /[<!--]/.test('-') && /^[+-->]$/.test('>')", true],
  ["() => ({ import(x) { return x } }).import(4)", 4],
  ["() => ({ async eval() {} }). eval () instanceof Promise", true],
  ["() => ({ get $import() { return (x) => x } }).$import (4)", 4],
  ["$import => $import", 3],
  [
    "x => { const $eval = (y) => y; return { $eval }.$eval (x) + $eval (x) }",
    6,
  ],
  [
    "class A { #import(x) { return x } m(x) { return this.#import(x) } }\n" +
    "export default x => new A().m(x)",
    3,
  ],
  ["// import('a') --> eval(1)\nx => x /* <!-- */", 3],
  ["x => x /*\n//# sourceURL=import(\n*/", 3],
  ["x => String.raw`import ${x}`", "import 3"],
])("parseJob(%j) keeps its meaning where SES would refuse it", async (
  source,
  result,
) => {
  const job = await parseJob(source);

  assertEquals(evaluate(job)(3, { index: 2 }), result);
});
