import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  chooseJob,
  ItemError,
  type Job,
  parseJob,
  Sandbox,
  type SandboxOptions,
} from "../../../../lib/mod.ts";
import { rangeBatch } from "../../../support/batches.ts";
import {
  runEach,
  shareValues,
  valueOrKind,
} from "../../../support/run_each.ts";

/** The kinds and the results of a job with a few steps, an item after the other. */
async function outcomes(
  job: string | Job,
  { items = [0, 1, 2], ...options }: SandboxOptions & { items?: unknown[] } =
    {},
): Promise<unknown[]> {
  await using sandbox = new Sandbox(job, {
    ...{ steps: 1000, workers: 1, unprivileged: true, timeout: 600_000 },
    ...options,
  });
  const all: unknown[] = [];
  for await (const outcome of sandbox.map(items)) {
    all.push(outcome.ok ? outcome.value : outcome.error.kind);
  }
  return all;
}

// Each does without end what its name says, on item 1 alone.
// deno-fmt-ignore
const ENDLESS: readonly [name: string, job: string][] = [
  ["a loop", "n => { if (n === 1) for (;;); return n }"],
  ["a do loop", "n => { if (n === 1) do ; while (true); return n }"],
  ["a recursion", "n => { const f = () => f(); if (n === 1) f(); return n }"],
  ["two recursions that catch", "n => { const f = () => { try { f() } catch { f() } }; if (n === 1) f(); return n }"],
  ["a generator", "n => { function* g() { for (;;) yield 1 } if (n === 1) for (const _ of g()); return n }"],
  ["a spread of a generator", "n => { function* g() { for (;;) yield 1 } if (n === 1) [...g()]; return n }"],
  ["an iterator of its own", "n => { if (n === 1) Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) }); return n }"],
  ["an async function", "async n => { const f = async () => { await null; return f() }; if (n === 1) await f(); return n }"],
  ["an async loop", "async n => { if (n === 1) for (;;) await null; return n }"],
  ["callbacks of native methods", "n => { const f = () => [1, 2].forEach(() => [1, 2].map(f)); if (n === 1) f(); return n }"],
  ["a comparator", "n => { if (n === 1) Array.from({ length: 5000 }, (_, i) => -i).sort((a, b) => a - b); return n }"],
  ["a replacer", "n => { if (n === 1) 'a'.repeat(5000).replace(/a/g, () => 'b'); return n }"],
  ["a getter", "n => { const o = { get a() { return this.a } }; if (n === 1) o.a; return n }"],
  ["fields of a class", "n => { let d = 0; class A { x = d++ < 30 ? [new A(), d--] : d--; y = d++ < 30 ? [new A(), d--] : d-- } if (n === 1) new A(); return n }"],
  ["a static block", "n => { const f = () => class { static { f() } }; if (n === 1) f(); return n }"],
  ["a toJSON", "n => n === 1 ? { toJSON() { for (;;); } } : n"],
  ["a getter of its result", "n => n === 1 ? { get a() { for (;;); } } : n"],
  ["a thenable", "n => n === 1 ? { then() { for (;;); } } : n"],
  ["the message of its error", "n => { if (n === 1) throw { get message() { for (;;); }, toJSON() { for (;;); } }; return n }"],
];

// Each catches what ends it, on item 1.
// deno-fmt-ignore
const CATCHING: readonly [name: string, job: string][] = [
  ["around a loop", "n => { try { if (n === 1) for (;;); } catch {} return n }"],
  ["with a finally that returns", "n => { try { if (n === 1) for (;;); } finally { return n } }"],
  ["and throws its own", "n => { try { if (n === 1) for (;;); } catch { throw new Error('mine') } return n }"],
  ["in a promise", "async n => { const f = async () => { if (n === 1) for (;;); }; await f().catch(() => 0); return n }"],
  ["in toJSON", "n => ({ toJSON() { try { if (n === 1) for (;;); } catch {} return n } })"],
  ["in a getter of the result", "n => n === 1 ? { get a() { try { for (;;); } catch {} return 1 } } : n"],
];

// Each goes on in a native method, on item 1.
// deno-fmt-ignore
const WORKING: readonly [name: string, job: string][] = [
  ["in a loop", "n => { if (n === 1) for (let i = 0; i < 20; i++) 'a'.repeat(2 ** 20); return n }"],
  ["without a loop", "n => { if (n === 1) 'a'.repeat(2 ** 20); return n }"],
  ["in a callback that is native", "n => { if (n === 1) Array(2 ** 16).fill('1').map(Number).filter(Boolean); return n }"],
  ["when it is caught", "n => { try { if (n === 1) { 'a'.repeat(2 ** 20); (() => 0)() } } catch {} return n }"],
];

const jobs = [...ENDLESS, ...CATCHING, ...WORKING].map(([, job]) => job);
const isAsync = (job: string) => job.startsWith("async");
const how = { items: [0, 1, 2], steps: 1000, timeout: 600_000 };
// Apart: where a text names no promise, nobody looks for what an item left behind.
const ofAsync = shareValues(jobs.filter(isAsync), how);
const ofOthers = shareValues(jobs.filter((job) => !isAsync(job)), how);
const valuesOf = (job: string) => (isAsync(job) ? ofAsync : ofOthers)(job);

Deno.test.each(ENDLESS)(
  "Steps end %s, and no item after it",
  async (_, job) => {
    assertEquals(await valuesOf(job), [0, "steps", 2]);
  },
);

Deno.test.each(CATCHING)(
  "A job that catches it %s fails all the same",
  async (_, job) => {
    assertEquals(await valuesOf(job), [0, "steps", 2]);
  },
);

Deno.test("The verdict is the same with one worker and with four", async () => {
  const job = "n => { for (let i = 0; i < n; i++); return n }";
  const items = Array.from({ length: 200 }, (_, i) => 900 + i);
  const one = await outcomes(job, { items, workers: 1 });
  // The job's call is a step as well.
  assertEquals(one.filter((got) => got !== "steps"), items.slice(0, 100));
  assertEquals(await outcomes(job, { items, workers: 4 }), one);
});

Deno.test("Each item has all its steps, also in a worker that keeps things", async () => {
  const job =
    "let n = 0; export default i => { for (let k = 0; k < 900; k++); return ++n }";
  assertEquals(await outcomes(job), [1, 1, 1]);
  assertEquals(await outcomes(job, { isolate: "worker" }), [1, 2, 3]);
});

Deno.test("The message tells the limit, and the place where it was reached", async () => {
  await using sandbox = new Sandbox("n => {\n  for (;;) n++;\n}", {
    ...{ steps: 1_234_567, workers: 1, unprivileged: true },
  });
  const error = await assertRejects(() => sandbox.run(1), ItemError);
  assertEquals(error.message, "the item took more than 1,234,567 steps");
  assertEquals([error.kind, error.line, error.column], ["steps", 2, 12]);
});

Deno.test("A job finds nothing of the counter, but an error of the language", async () => {
  const job = `n => {
    const own = [typeof checkpoint0, typeof step, typeof left].join();
    try { for (;;); } catch (error) {
      if (Object.getPrototypeOf(error) !== RangeError.prototype) return 0;
      try { error.constructor.prototype.left = 1 } catch { throw own }
    }
  }`;
  const other = "() => [typeof checkpoint0, typeof step].join()";
  const seen = await runEach([job, other], { items: [1], steps: 1000 });
  assertEquals(seen.flat().map(valueOrKind), ["steps", "undefined,undefined"]);
});

Deno.test("A job that was parsed for steps runs without them, and the other way round", async () => {
  const text = "n => { for (let i = 0; i < 2000; i++); return n }";
  const counted = await parseJob(text, { steps: true });
  const plain = await parseJob(text);
  assertEquals(await outcomes(counted, { steps: undefined }), [0, 1, 2]);
  assertEquals(await outcomes(counted), ["steps", "steps", "steps"]);
  assertEquals(await outcomes(plain), ["steps", "steps", "steps"]);
});

Deno.test("Jobs that items choose are counted together with what chooses", async () => {
  const by = await parseJob("n => n === 1 ? 'loop' : 'plain'");
  const jobs = new Map([
    ["loop", await parseJob("n => {\n for (;;); }")],
    ["plain", await parseJob("n => n")],
  ]);
  await using sandbox = new Sandbox(chooseJob({ by, jobs }), {
    ...{ steps: 10, workers: 1, unprivileged: true },
  });
  assertEquals([await sandbox.run(0), await sandbox.run(2)], [0, 2]);
  const error = await assertRejects(() => sandbox.run(1), ItemError);
  assertEquals([error.kind, error.line, error.column], ["steps", 2, 10]);
});

Deno.test("A limit of steps is a whole number that the counter can hold", () => {
  for (const steps of [0, -1, 1.5, NaN, 2 ** 31, Infinity]) {
    assertThrows(() => new Sandbox("n => n", { steps }), RangeError, "steps");
  }
});

Deno.test("Batches that are timed tell the steps of each item", async () => {
  const job = "n => { for (let i = 0; i < n; i++); return n }";
  await using sandbox = new Sandbox(job, {
    ...{ steps: 100, workers: 1, unprivileged: true },
  });
  const steps: number[] = [];
  for (const timed of [true, false]) {
    await sandbox.runBatch(rangeBatch({ first: 98, count: 4 }), {
      ...{ input: "range", output: "ndjson", timed },
      onResult: (result) => steps.push(...result.steps ?? []),
    });
  }
  assertEquals(steps, [99, 100, 100, 100]);
});

// Each goes through 32,000 characters or elements: 1,000 steps or more.
// deno-fmt-ignore
const NATIVE: readonly [name: string, expression: string][] = [
  ["repeat", "'ab'.repeat(16e3).length"],
  ["padEnd", "'a'.padEnd(32e3).length"],
  ["fill", "Array(32e3).fill(1).length"],
  ["indexOf of a list", "list.indexOf(-1)"],
  ["map with a native callback", "list.map(String).length"],
  ["join", "list.join('').length"],
  ["sort", "[...list].sort().length"],
  ["slice of a list", "list.slice().length"],
  ["spread", "[...list].length"],
  ["spread into a call", "((...all) => all.length)(...list.slice(0, 8e3), ...list.slice(0, 8e3))"],
  ["indexOf of a text", "text.indexOf('b')"],
  ["split", "text.split('').length"],
  ["replaceAll", "text.replaceAll('a', 'b').length"],
  ["a pattern", "/b/.test(text)"],
  ["exec", "/b/.exec(text)"],
  ["toUpperCase", "text.toUpperCase().length"],
  ["JSON.stringify", "JSON.stringify(list).length"],
  ["JSON.parse", "JSON.parse(json).length"],
  ["Array.from", "Array.from(list).length"],
  ["Object.entries", "Object.entries(list).length"],
];

Deno.test("Native methods count by the lengths that they go through", async () => {
  const cases = NATIVE.map(([, expression]) => `() => ${expression}`);
  const job = `export const setup = () => "a".repeat(32e3);
    const all = [${cases}];
    let text, list, json;
    export default (n, { setup }) => {
      text = setup;
      list = Array.from({ length: 32e3 }, () => 1);
      json = JSON.stringify(list);
      return all[n]();
    }`;
  await using sandbox = new Sandbox(job, {
    ...{ steps: 10_000_000, workers: 1, unprivileged: true },
  });
  const runs: number[][] = [];
  for (let round = 0; round < 2; round++) {
    const steps: number[] = [];
    await sandbox.runBatch(rangeBatch({ first: 0, count: NATIVE.length + 1 }), {
      ...{ input: "range", output: "ndjson", timed: true },
      // Chunks come in any order.
      onResult({ batch, steps: taken = [] }) {
        for (const [at, count] of taken.entries()) {
          steps[batch.first + at] = count;
        }
      },
    });
    runs.push(steps);
  }
  const [first = [], second] = runs;
  assertEquals(first, second);
  // The last item has no case: what the job does before it.
  const before = first.at(-1) ?? 0;
  for (const [at, [name]] of NATIVE.entries()) {
    const own = (first[at] ?? 0) - before;
    assert(own >= 1_000 && own < 40_000, `${name}: ${own} steps`);
  }
});

Deno.test.each(WORKING)(
  "Steps end native work %s, and no item after it",
  async (_, job) => assertEquals(await valuesOf(job), [0, "steps", 2]),
);

Deno.test("Long items next to each other count nothing for one another", async () => {
  const items = Array.from(
    { length: 300 },
    (_, i) => ({ i, text: "k".repeat(900) }),
  );
  const job = "({ i, text }) => i % 2 ? text.length : text.indexOf('x')";
  const values = await outcomes(job, { items, steps: 60 });
  assertEquals(values, items.map(({ i }) => i % 2 ? 900 : -1));
});
