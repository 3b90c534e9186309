import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobError } from "../../../lib/errors.ts";
import { MAX_JOB_BYTES, parseJob } from "../../../lib/sandbox/job/parse_job.ts";

function refusal(source: string): Promise<JobError> {
  return assertRejects(() => parseJob(source), JobError);
}

Deno.test.each<[source: string, place: string, message: string]>([
  // JavaScript
  ["e => ({ id: e.id", "1:17", "unexpected end of the text"],
  ["e => e.a\n  .b(\n", "2:6", "unexpected end of the text"],
  ["(a, b => a", "1:11", "unexpected end of the text"],
  ["function (x) { return x", "1:24", "unexpected end of the text"],
  ["e => e.a,", "1:10", "unexpected end of the text"],
  ["item => item.price *", "1:21", "unexpected end of the text"],
  ["e => e.a e.b", "1:10", 'unexpected "e"'],
  ["x -> x", "1:4", 'unexpected ">"'],
  ["x = > x", "1:5", 'unexpected ">"'],
  ["(x) { return x }", "1:5", 'unexpected "{"'],
  ["const f = = 1", "1:11", 'unexpected "="'],
  ["e => [e.a,, e.b", "1:16", "unexpected end of the text"],
  ["e => f(e,, 1)", "1:10", 'unexpected ","'],
  ["export default x => {\n  let y = 1 +;\n}", "2:14", 'unexpected ";"'],
  ["x => { if (x) { return 1 } } }", "1:30", 'unexpected "}"'],
  ["export default funtion (x) { return x }", "1:28", 'unexpected "{"'],
  ["const x = 1; export defualt x", "1:21", 'unexpected "defualt"'],
  ["e => 'abc", "1:6", "unterminated string constant"],
  ["e => `abc ${e}", "1:15", "unterminated template"],
  ["e => /ab(c", "1:7", "unterminated regular expression"],
  ["e => /a(/", "1:7", "invalid regular expression"],
  ["e => { const class = 1 }", "1:14", "unexpected keyword 'class'"],
  ["x => { await f(x) }", "1:8", "'await' outside an async function"],
  ["return 5", "1:1", "'return' outside of function"],
  ["x => { with (x) {} }", "1:8", "'with' in strict mode"],
  ["const a = 1;\r\nconst a = 2;\nexport default 1", "2:7", "'a' has already"],
  ["export default 1; export { b as c }", "1:28", "'b' is not defined"],
  ["x => im\\u0070ort('a')", "1:6", "escape sequence in keyword"],
  ["\n\n\t😀", "3:2", "unexpected character '😀'"],
  // TypeScript
  ["export default (x: ) => x", "1:20", 'unexpected ")"'],
  ["export default (x: number => x", "1:27", 'unexpected "="'],
  ["(n: number) => { const x: = 1 }", "1:27", 'unexpected "="'],
  ["(x: A<", "1:7", "unexpected end of the text"],
  ["(x: number) => {\n  let s: string = 'abc; }", "2:19", "unterminated"],
  ["(x: number) => x as", "1:20", "unexpected end of the text"],
  ["let a: A; let a = 2; export default 1", "1:15", "'a' has already"],
  // a text that would close what it is put into
  ["1) , (2", "1:2", 'unexpected ")"'],
  ["} , {", "1:1", 'unexpected "}"'],
  ["x => x }; () => { x", "1:8", 'unexpected "}"'],
  ["x => x */ /*", "1:13", "unexpected end of the text"],
])("parseJob(%j) says where the mistake is", async (source, place, message) => {
  const error = await refusal(source);

  assertEquals(error.kind, "syntax");
  assertEquals(`${error.line}:${error.column}`, place);
  assert(error.message.startsWith("Cannot parse the job: "), error.message);
  assert(error.message.includes(message), error.message);
});

Deno.test("JobError holds the line of the mistake as it was written", async () => {
  const { line, column, sourceLine } = await refusal("x => {\r\n\tx = ;\r\n}");

  assertEquals({ line, column, sourceLine }, {
    line: 2,
    column: 6,
    sourceLine: "\tx = ;",
  });
});

Deno.test.each<[source: string, line: number | undefined]>([
  ["import { x } from 'y'; export default x", 1],
  ["import 'y'; export default x => x", 1],
  ["import * as y from 'y'\nexport default y", 1],
  ["\nimport x from 'y' with { type: 'json' }; export default x", 2],
  ["import defer * as y from 'y'; export default y", 1],
  ["import source x from 'y'; export default x", 1],
  ["import fs = require('fs'); export default fs", 1],
  ["import { type A, b } from 'y'; export default b", 1],
  ["export * from 'y'", 1],
  ["export { default } from 'y'", 1],
  ["export { x as default } from 'y'", 1],
  ["import('y')", 1],
  ["x => import('y')", 1],
  ["x => import /* a */ ('y')", 1],
  ["x =>\n  import.defer('y')", 2],
  ["x => import.source('y')", 1],
  ["x => import.meta.url", 1],
  ["x => ({ ...import('y') })", 1],
  ["x => `${import('y')}`", 1],
  ["(x: number) => import('y')", 1],
  ["enum A { b } export default () => import('y')", undefined],
])("parseJob(%j) refuses to import", async (source, line) => {
  const error = await refusal(source);

  assertEquals(error.kind, "import");
  assertEquals(error.line, line);
  assert(error.message.includes("bundle it into one file"), error.message);
});

Deno.test.each<[source: string, message: string]>([
  ["", "an empty job"],
  [" ;\n; ", "an empty job"],
  ["// nothing", "an empty job"],
  ["export {}", "no default export"],
  ["const f = x => x", "no default export"],
  ["export const f = x => x", "no default export"],
  ["x => x, y => y", "two expressions"],
  ["x => x; y => y", "two expressions"],
  ["export default (x => x, y => y)", "two expressions"],
  ["5", "a value"],
  ["'text'", "a value"],
  ["item.price * 2", "a value"],
  ["`text`", "a string"],
  ["({ a: 1 })", "an object"],
  ["{ id: e.id, total: e.price * e.qty }", "an object"],
  ["{ a: 1 as number }", "an object"],
  ["[1]", "an array"],
  ["f = x => x", "an assignment"],
  ["class A {}", "a class"],
  ["export default class {}", "a class"],
  ["export default ({})", "an object"],
  ["function* f(x) {}", "a generator function"],
  ["await 1", "the top level"],
  ["const a = await 1; export default x => a", "the top level"],
  ["for await (const a of []) {} export default x => x", "the top level"],
  ["await using a = null; export default x => x", "the top level"],
  ["x => eval('1')", "eval"],
  ["x => (eval)('1')", "eval"],
  ["x => arguments[0]", "arguments"],
  ["x => () => ({ arguments })", "arguments"],
  ["x => argum\\u0065nts", "arguments"],
  ["export default x => [arguments].length", "arguments"],
  ["x => String.raw`import(1)`", "tagged template"],
])("parseJob(%j) refuses what is no job", async (source, message) => {
  const error = await refusal(source);

  assertEquals(error.kind, "form");
  assert(error.message.includes(message), error.message);
});

Deno.test("parseJob() refuses a text over 1 MB, and no shorter one", async () => {
  const comment = "é".repeat(MAX_JOB_BYTES / 2 - 4);
  const fits = `x=>x //${comment}!`;

  assertEquals((await parseJob(fits)).source, fits);
  assertEquals((await refusal(`${fits}!`)).kind, "size");
});

// Each of these ends a process, or takes longer than the age of the universe,
// in a parser that is not stopped.
Deno.test.each<[name: string, source: string]>([
  ["open brackets", "(".repeat(1e5)],
  ["brackets", `${"(".repeat(1e5)}1${")".repeat(1e5)}`],
  ["arrows", `${"x=>".repeat(1e5)}1`],
  ["signs", `x => ${"!".repeat(1e5)}1`],
  ["a sum", `x => 1${"+1".repeat(1e5)}`],
  ["templates", "`${".repeat(1e5)],
  ["a pattern", `x => /${"(".repeat(1e5)}/`],
  ["types", `let a: ${"[".repeat(1e5)}${"]".repeat(1e5)}`],
  [
    "2,000 brackets in TypeScript",
    `(x: A) => ${"(".repeat(2e3)}1${")".repeat(2e3)}`,
  ],
  ["array types", `let a: A${"[]".repeat(2e4)}; export default x => x`],
  ["casts", `x => x${" as any".repeat(2e4)}`],
  ["assertions", `(x: A) => ${"<T>(".repeat(40)}x${")".repeat(40)}`],
  ["conditions", `(x: A) => ${"a?(b):c=>(".repeat(40)}x${")".repeat(40)}`],
  ["many names", `let ${Array.from({ length: 2e4 }, (_, i) => `a${i}`)}`],
])("parseJob() of %s without end is a JobError", async (_name, source) => {
  const error = await refusal(source);

  assertEquals(error.kind, "syntax");
});

Deno.test("parseJob() does not take a name spelled with escapes for its own", async () => {
  const error = await refusal("let \\u006aob = 2; export default () => 1");

  assertEquals(error.kind, "syntax");
  assert(error.message.includes("already been declared"), error.message);
});
