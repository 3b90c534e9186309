import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobError } from "../../../lib/errors.ts";
import type { Job } from "../../../lib/sandbox/job/job.ts";
import { parseJob } from "../../../lib/sandbox/job/parse_job.ts";
import { MAX_JOB_BYTES } from "../../../lib/sandbox/bounds.ts";
import { evaluate } from "../../support/evaluate_job.ts";

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

Deno.test.each<[source: string, at: string]>([
  ["e => ({ t: prcie })", "1:12"],
  ["// of\r\n/* the\u2028 item */\r\ne => limt", "3:6"],
])("parseJob(%j) shows where a name is not declared", async (source, at) => {
  const error = await assertRejects(() => parseJob(source), JobError);

  assertEquals(error.kind, "load");
  assertEquals(`${error.line}:${error.column}`, at);
  assertEquals(error.sourceLine, source.split(/\r\n|\n/).at(-1));
});

Deno.test("A text over 4 MB is refused, and no shorter one", async () => {
  const comment = "é".repeat(MAX_JOB_BYTES / 2 - 4);
  const fits = `x=>x //${comment}!`;

  assertEquals((await parseJob(fits)).source, fits);
  assertEquals(
    (await assertRejects(() => parseJob(`${fits}!`), JobError)).kind,
    "size",
  );
});

// Each of these takes longer than a minute, or the age of the universe, in a parser that
// is not stopped.
Deno.test.each<[what: string, source: string]>([
  [
    "a name of 300,000 underscores",
    `const job${"_".repeat(3e5)} = 1; export default (e) => e`,
  ],
  [
    "300,000 underscores beside a loop",
    `const checkpoint0${
      "_".repeat(3e5)
    } = 1; for (;;); export default (e) => e`,
  ],
  ["20,000 regular expressions", `(e) => [${"/(?<a>b)|c/,".repeat(2e4)}]`],
  ["a chain of 20,000 calls", `(e) => e${".a()".repeat(2e4)}`],
  ["100,000 line ends", `(e) => e${"\n".repeat(1e5)}`],
  ["a sum of 2,000 numbers", `(e) => e${"+1".repeat(2e3)}`],
  ["2,000 reads of what is not there", `(e) => [${"fetch,".repeat(2e3)}]`],
])("%s are parsed in no time", async (_what, source) => {
  await parseJob(source, { timeout: 4_000 });
});

Deno.test.each<[what: string, source: string]>([
  [
    "alternatives with one name",
    `(e) => /${Array(20_000).fill("(?<a>b)").join("|")}/.test(e)`,
  ],
])("Too many %s are refused", async (_what, source) => {
  const error = await assertRejects(() => parseJob(source), JobError);

  assertEquals(error.kind, "syntax");
});

Deno.test("Parsing ends when its time is over", async () => {
  const source = `(e) => [${"(x) => x,".repeat(3e5)}]`;
  const begin = performance.now();
  const error = await assertRejects(
    () => parseJob(source, { timeout: 50 }),
    JobError,
  );

  assertEquals(error.kind, "timeout");
  assert(performance.now() - begin < 2_000);
});

Deno.test("Others run while a long text is checked", async () => {
  const source = `(e) => [${"(x) => x,".repeat(3e4)}]`;
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await parseJob(source);
  clearInterval(timer);

  assert(turns > 0);
});
