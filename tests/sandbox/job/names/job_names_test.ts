import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobError } from "../../../../lib/errors.ts";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";
import { ENDOWMENTS } from "../../../../lib/sandbox/protocol.ts";

function refusal(source: string): Promise<JobError> {
  return assertRejects(() => parseJob(source, { endowments: [] }), JobError);
}

Deno.test.each<[source: string, place: string, message: string]>([
  [
    "e => prcie * 2",
    "1:6",
    "prcie is not declared; a field of the item is e.prcie",
  ],
  [
    "const limit = 3; export default e => e.price > limt",
    "1:48",
    "limt is not declared; did you mean limit?",
  ],
  ["e => Mth.abs(e)", "1:6", "did you mean Math?"],
  ["e => Json.parse(e)", "1:6", "did you mean JSON?"],
  ["e => pirce(e)\n", "1:6", "a field of the item is e.pirce"],
  ["({ id }) => ids", "1:13", "did you mean id?"],
  ["({ id }) => total", "1:13", "declare it in the job's text"],
  ["e => { total = 1; return total }", "1:8", "put let or const before it"],
  ["(e) => {\n  return lookup[e.id];\n}", "2:10", "lookup is not declared"],
  ["(e: Item): number => rate * e.price", "1:22", "rate is not declared"],
  ["declare const rate: number;\nexport default e => rate", "2:21", "rate"],
  ["type Rate = 1;\nexport default e => Rate", "2:21", "Rate"],
  ["enum Size { S }\nexport default (e) => [Size.S, Sizes]", "2:32", "Size?"],
  ["function outer(e) { return closure(e) }", "1:28", "closure"],
  ["e => { try { return a1b } catch {} }", "1:21", "a1b"],
  ["e => ({ name })", "1:9", "a field of the item is e.name"],
  ["e.price", "1:1", "a job is a function, as in e => e.id"],
  ["item.price.toFixed()", "1:1", "a job is a function, as in e => e.id"],
  ["e => status", "1:6", "a field of the item is e.status"],
  ["e => event.id", "1:6", "a field of the item is e.event"],
])("In %j a name is not declared", async (source, place, message) => {
  const error = await refusal(source);

  assertEquals([error.kind, `${error.line}:${error.column}`], ["load", place]);
  assert(error.message.includes(message), error.message);
});

Deno.test.each([
  // TypeScript that is gone, and TypeScript that stays
  ["interface A { b: C }\nexport default (e: A): D => e as D"],
  ["import type { A } from './a.ts';\nexport default (e: A) => e"],
  ["enum A { B, C = B }\nexport default (): A => A.C"],
  ["namespace N { export const a = 1; export const b = a }\nexport default () => N.b"],
  [
    "function f(a: string): string;\nfunction f(a: number): number;\n" +
    "function f(a: never) { return a }\nexport default f",
  ],
  [
    "class A { constructor(private readonly b: number) {} c() { return this.b } }\n" +
    "export default (e) => new A(e).c()",
  ],
  ["declare function gone(): void;\nexport default <T,>(e: T) => e"],
  [
    "abstract class A<T> { declare b: T; abstract c(): void; d?: T }\n" +
    "export default (e) => e as unknown as A<string>",
  ],
  ["export default (e) => { const a = <T,>(b: T) => b; return a<number>(e)! }"],
  ["const f = (e) => e; export { f as default }"],
  // names that may be asked for
  ["e => typeof nobody === 'undefined' ? e : nobody(e)"],
  ["e => typeof window === 'object' && window.document"],
  // branches of bundles that never run here
  ["const root = typeof self !== 'undefined' ? self : global;\nexport default (e) => e"],
  ["function clock() { return Date.now() + performance.now() }\nexport default (e) => e"],
  ["const u = { parse: (e) => new URL(e) };\nexport default (e) => e"],
  ["let enc; try { enc = new TextEncoder() } catch {}\nexport default (e) => e"],
  ["const now = Date.now, random = Math.random;\nexport default (e) => e"],
  ["if (typeof module === 'object') module.exports = 1;\nexport default (e) => e"],
])("The names of %j are all right", async (source) => {
  await parseJob(source, { endowments: [] });
});

Deno.test.each<[source: string, what: string, endowment: string]>([
  ["() => Date.now()", "Date.now()", "clock"],
  ["() => new Date", "new Date()", "clock"],
  ["() => Date()", "Date()", "clock"],
  ["() => performance.now()", "performance", "clock"],
  ["() => Math.random()", "Math.random()", "random"],
  ["(e) => new URL(e)", "URL", "url"],
  ["(e) => [e].map((u) => new URLSearchParams(u))", "URLSearchParams", "url"],
  ["(e) => new TextEncoder().encode(e)", "TextEncoder", "bytes"],
  ["(e) => new Uint8Array(e)", "Uint8Array", "bytes"],
  ["(e) => btoa(e)", "btoa", "bytes"],
  ["(e) => new Intl.NumberFormat().format(e)", "Intl", "intl"],
  ["const at = Date.now(); export default () => at", "Date.now()", "clock"],
  [
    "function f() { return Date.now() } export default f",
    "Date.now()",
    "clock",
  ],
  [
    "const f = () => Math.random(); export { f as default }",
    "Math.random()",
    "random",
  ],
])("%j needs %s, which is %s", async (source, what, endowment) => {
  const error = await refusal(source);
  const { needs } = await parseJob(source);

  assertEquals(error.kind, "load");
  assert(error.message.endsWith(`${what} needs --allow ${endowment}`));
  assertEquals(needs.map((need) => [need.what, need.endowment]), [[
    what,
    endowment,
  ]]);
  await parseJob(source, { endowments: ENDOWMENTS });
});

Deno.test.each([
  ["(e) => new Date(e)"],
  ["(e) => Date.parse(e)"],
  ["(e) => Date.UTC(e)"],
  ["(e) => Math.max(e)"],
  ["(e) => { const Date = class {}; return new Date() }"],
  ["(e) => { const Math = { random: () => 4 }; return Math.random() }"],
])("%j needs nothing", async (source) => {
  const { needs } = await parseJob(source, { endowments: [] });

  assertEquals(needs, []);
});

Deno.test("A name of 300,000 characters is refused with a short message", async () => {
  const error = await refusal(`e => a${"b".repeat(300_000)}`);

  assert(error.message.length < 300);
});
