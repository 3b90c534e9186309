import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { chooseJob } from "../../../../lib/sandbox/job/choose_job.ts";
import { countedJob } from "../../../../lib/sandbox/job/job.ts";
import { parseJob } from "../../../../lib/sandbox/job/parse_job.ts";

/** What a counted text returns, and how many steps it took. */
async function counted(source: string, item?: unknown) {
  const { factory } = await parseJob(source, { steps: true });
  let steps = 0;
  const job = (0, eval)(`"use strict"; (${factory})`)(() => void steps++)();
  return { result: await job(item), steps };
}

// deno-fmt-ignore
Deno.test.each<[source: string, result: unknown, steps: number]>([
  ["() => 1", 1, 1],
  ["() => ({ a: 1 })", { a: 1 }, 1],
  ["function job() { return 2 }", 2, 1],
  ["() => { let n = 0; for (let i = 0; i < 9; i++) n++; return n }", 9, 10],
  ["() => { let n = 0; for (const x of [1, 2]) for (const y of [1, 2]) n += x * y; return n }", 9, 7],
  ["() => { let n = 3; while (n) n--; do n++; while (n < 3); return n }", 3, 7],
  ["() => [1, 2, 3].map((n) => n * 2)", [2, 4, 6], 4],
  ["() => [3, 1, 2].map(function (n) { return n * 2 }).length", 3, 4],
  ["() => { const f = (n) => n && f(n - 1); return f(5) }", 0, 7],
  ["() => (a => b => a + b)(1)('x')", "1x", 3],
  ["() => { for (let i = 0; i < 2; i++) (a => a + '')(i) ; return 0 }", 0, 5],
  ["() => { const f = a => b => `${a}${b}`; for (let i = 0; i < 1; i++) f(1)(2)\n return [...'ab'].map(c => c + 1) }", ["a1", "b1"], 6],
  ["async () => { const f = async (n) => await n; return await f(4) }", 4, 2],
  ["() => { function* g() { yield 1; yield 2 } return [...g()] }", [1, 2], 2],
  ["() => { function* g() { for (let i = 0; i < 3; i++) yield i } return [...g()] }", [0, 1, 2], 5],
  ["() => { const o = { get a() { return 1 }, set a(v) {}, m() { return 2 } }; o.a = 1; return o.a + o.m() }", 3, 4],
  ["() => { class A { #n = 1; static { A.s = 2 } constructor() {} get n() { return this.#n } } return new A().n + A.s }", 3, 5],
  ["() => { let d = 3; class A { x = d-- > 0 ? new A() : 0 } return new A().x.x.x.x }", 0, 5],
  ["() => { class A { f = () => 1; g = function () {}; c = class {}; d = (function () {}) } const a = new A(); return [a.f.name, a.g.name, a.c.name, a.d.name] }", ["f", "g", "c", "d"], 1],
  ["() => { class A { static x = 1\n y = this.z ?? 3; ['q'] = 4\n z\n 'w' = 5 } const a = new A(); return [A.x, a.y, a.q] }", [1, 3, 4], 5],
  ["() => { function f() { 'use strict'; return this === undefined } return f() }", true, 2],
  ["const f = () => 1; const a = f(); export default () => a", 1, 2],
  ["let checkpoint0 = 5; export default () => checkpoint0", 5, 1],
  ["(n: number): number => n", undefined, 1],
])("The job %j does the same when it is counted", async (source, result, steps) => {
  assertEquals(await counted(source), { result, steps });
});

Deno.test("The text of a job whose steps nobody counts is the same as ever", async () => {
  const source = "n => { for (;;) return [n].map(x => x) }";
  const job = await parseJob(source);
  assertEquals(job.isCounted, false);
  assertEquals(
    job.factory,
    "(() => {const checkpoint0=()=>{};return () => {return (" +
      "n => { for (;;) {checkpoint0();return [n].map(x => x)} }\n);}})()",
  );
  assertEquals(
    (await parseJob("n => n")).factory,
    "() => {return (n => n\n);}",
  );
});

Deno.test("A job is counted by parsing it again, once", async () => {
  const plain = await parseJob("n => n");
  const first = await countedJob(plain);
  assert(first.isCounted);
  assertEquals(first.source, plain.source);
  assertEquals(await countedJob(first), first);
});

Deno.test("Jobs that are chosen are all counted, or none is", async () => {
  const by = await parseJob("() => 'a'");
  const a = await parseJob("n => n + 1", { steps: true });
  const error = assertThrows(
    () => chooseJob({ by, jobs: new Map([["a", a]]) }),
    TypeError,
  );
  assertStringIncludes(error.message, "parse all of them with `steps`");
});
