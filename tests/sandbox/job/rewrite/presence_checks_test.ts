import { assertEquals, assertThrows } from "@std/assert";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { evaluate } from "../../../support/evaluate_job.ts";

Deno.test.each<[source: string, message: string]>([
  [
    "e => require('fs')",
    "require is not defined in a job: a job loads nothing",
  ],
  ["e => ({ require })", "require is not defined in a job"],
  ["e => new java.util.List(e)", "java is not defined in a job"],
  ["e => [e].map(require)", "require is not defined in a job"],
  ["e => require`a`", "require is not defined in a job"],
  ["e => require?.resolve", "require is not defined in a job"],
  ["e => { const { a = require } = {}; return a }", "require is not defined"],
  ["e => typeof nobody === 'string' || nobody", "nobody is not defined"],
])(
  "%j throws a ReferenceError when it comes there",
  async (source, message) => {
    const job = evaluate(await parseJob(source));

    const error = assertThrows(() => job(1), ReferenceError);
    assertEquals(error.message.slice(0, message.length), message);
  },
);

Deno.test.each<[source: string, result: unknown]>([
  ["e => typeof require", "undefined"],
  ["e => typeof (require)", "undefined"],
  ["e => typeof require !== 'undefined' && require('a')", false],
  ["e => e ? e : require", 3],
  ["e => { const require = (x) => x; return require(e) }", 3],
  // What is there when it runs is found, with its arguments and in its place.
  ["e => new URL('http://a/' + e).pathname", "/3"],
  ["e => new URL(`http://a/${e}`)['pathname']", "/3"],
  ["e => { const a = e\n  btoa(a)\n  return a }", 3],
  ["e => ({ btoa }).btoa('a')", "YQ=="],
  ["e => new (class extends URL {})('a:b').protocol", "a:"],
  ["e => new Intl.NumberFormat('en').format(e)", "3"],
  ["e => { class ReferenceError {} return typeof btoa(e) }", "string"],
  ["e => `${btoa('a')}`", "YQ=="],
])(
  "%j reads what is there, and asks for what is not",
  async (source, result) => {
    assertEquals(evaluate(await parseJob(source))(3), result);
  },
);

Deno.test("A class of the job's own named ReferenceError is not what is thrown", async () => {
  const job = evaluate(
    await parseJob("class ReferenceError {} export default () => require"),
  );

  assertThrows(() => job(), globalThis.ReferenceError);
});
