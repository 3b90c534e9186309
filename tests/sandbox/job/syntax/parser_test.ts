import { assertEquals } from "@std/assert";
import { assertSyntaxError, refusal } from "../../../support/job_refusal.ts";

Deno.test.each<[source: string, place: string, message: string]>([
  ["e => ({ id: e.id", "1:17", "unexpected end of the text"],
  ["e => e.a\n  .b(\n", "2:6", "unexpected end of the text"],
  ["e => { id: e.id, n: e.n }", "1:19", "an object needs parentheses"],
  ["e => { 'id': e.id }", "1:12", "an object needs parentheses"],
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
])(
  "parseJob(%j) says where the mistake is",
  (source, place, message) => assertSyntaxError(source, { place, message }),
);

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
