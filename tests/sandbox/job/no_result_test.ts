import { assert, assertEquals } from "@std/assert";
import { parseJob } from "../../../lib/sandbox/job/parse_job.ts";

Deno.test.each<[source: string, words: string]>([
  ["e => { id: e.id }", "e => ({ id: e.id })"],
  ["async (e) => { a: e.a; }", "is a label"],
  ["export default e => { id: e.id }", "is a label"],
  ["e => {}", "an empty object is ({})"],
  ["e => { e.total = e.price * e.n }", "no return"],
  ["function f(e) { e.a }", "no return"],
  ["export default function (e) { [e].map((x) => { return x }) }", "no return"],
  ["const f = (e: A) => { f.b = e }\nexport { f as default }", "no return"],
  ["e => { return }", "no return"],
])("%j may give nothing, and says why", async (source, words) => {
  const { noResultReason } = await parseJob(source);

  assert(noResultReason?.includes(words), noResultReason);
});

Deno.test.each([
  ["e => ({ id: e.id })"],
  ["e => e.a"],
  ["e => { if (e.a) return e }"],
  ["e => { for (;;) { try { return e } finally {} } }"],
  ["function f(e) { switch (e) { case 1: return e } }"],
  ["const f = g(); function g() { return (e) => {} } export default f"],
])("%j shows no reason to give nothing", async (source) => {
  const { noResultReason } = await parseJob(source);

  assertEquals(noResultReason, undefined);
});
