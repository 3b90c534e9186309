// What items fill is empty for the items after them: the same worker goes on, though all
// that its items made together is several times its heap.

import { assertEquals } from "@std/assert";
import { Sandbox } from "../../lib/mod.ts";
import { rangeBatch } from "../support/batches.ts";

const HEAP = 256 * 2 ** 20;

// Each item makes about 30 MB.
// deno-fmt-ignore
const KINDS: readonly [name: string, job: string][] = [
  ["Registered symbols", "n => { for (let i = 0; i < 3000; i++) Symbol.for('k'.repeat(10000) + n + '/' + i); return n }"],
  ["Rejections that nobody handles", "n => { for (let i = 0; i < 60; i++) Promise.reject(Array(65536).fill(n)); return n }"],
  ["Promises that never settle", "n => { for (let i = 0; i < 60; i++) { const a = Array(65536).fill(n); new Promise(() => {}).then(() => a); } return n }"],
  ["Names of properties", "n => { const o = {}; for (let i = 0; i < 3000; i++) o['k'.repeat(10000) + n + '/' + i] = i; return n }"],
  ["Regular expressions", "n => { for (let i = 0; i < 60; i++) new RegExp('k'.repeat(4096) + n + '/' + i).test('k'); return n }"],
  ["Values kept for an object that items share", "n => { const m = new WeakMap(); m.set(Object.prototype, Array(2 ** 22).fill(n)); return n }"],
  ["Generators left open", "n => { function* g() { const a = Array(65536).fill(n); yield a; return a } for (let i = 0; i < 60; i++) g().next(); return n }"],
  ["Texts that were matched", "n => { const t = ('k' + n).repeat(2 ** 21); for (let i = 0; i < 6; i++) /(.*)/.exec(t + i); return n }"],
];

const COUNT = 12;

Deno.test.each(KINDS)(
  "%s of one item take nothing of the next",
  async (_, job) => {
    await using sandbox = new Sandbox(job, {
      ...{ workers: 1, unprivileged: true, memory: HEAP },
    });
    const failures: unknown[] = [];
    await sandbox.runBatch(rangeBatch({ first: 0, count: COUNT }), {
      ...{ input: "range", output: "ndjson" },
      onResult: (result) => failures.push(...result.failures),
    });
    assertEquals([failures, sandbox.stats.replaced], [[], 0]);
  },
);
