import { assert, assertEquals } from "@std/assert";
import { Pace } from "../../lib/sandbox/pace.ts";

Deno.test("Pace begins with one item", () => {
  assertEquals(new Pace().limit, 1);
  assertEquals(new Pace().isQuick, false);
});

Deno.test("Pace finds batches that take about sixteen milliseconds", () => {
  for (const itemMs of [0.001, 0.05, 1, 4]) {
    const pace = new Pace();
    for (let n = 0; n < 30; n++) pace.learn(pace.limit, pace.limit * itemMs);
    const batchMs = pace.limit * itemMs;
    assert(batchMs > 8 && batchMs <= 16.001, `${itemMs} ms: ${batchMs}`);
  }
});

Deno.test("Pace gives slow jobs single items", () => {
  const pace = new Pace();
  for (let n = 0; n < 10; n++) pace.learn(1, 1000);
  assertEquals(pace.limit, 1);
  assertEquals(pace.isQuick, false);
});

Deno.test("Pace grows no faster than eightfold", () => {
  const pace = new Pace();
  let last = pace.limit;
  for (let n = 0; n < 10; n++) {
    pace.learn(last, 0);
    assert(pace.limit <= 8 * last);
    last = pace.limit;
  }
});

Deno.test("Pace gets over one slow item within twenty batches", () => {
  const pace = new Pace();
  for (let n = 0; n < 20; n++) pace.learn(pace.limit, pace.limit * 0.01);
  const usual = pace.limit;
  pace.learn(1, 5_000);
  assertEquals(pace.limit, 1);
  for (let n = 0; n < 20; n++) pace.learn(pace.limit, pace.limit * 0.01);
  assert(pace.limit > usual / 2, `${pace.limit} of ${usual}`);
});

Deno.test("Pace hardly notices a slow item among many quick ones", () => {
  const pace = new Pace();
  for (let n = 0; n < 20; n++) pace.learn(pace.limit, pace.limit * 0.01);
  const usual = pace.limit;
  pace.learn(1000, 30);
  assert(pace.limit >= usual / 4);
});

Deno.test("Pace gets over a slow first item within four batches", () => {
  const pace = new Pace();
  pace.learn(1, 5);
  for (let n = 0; n < 4; n++) pace.learn(pace.limit, pace.limit * 0.001);
  assert(pace.limit > 500, `${pace.limit}`);
});

Deno.test("Pace leaves no small rest of a batch", () => {
  const pace = new Pace();
  assertEquals([1, 2].map((count) => pace.part(count)), [1, 1]);
  for (let n = 0; n < 20; n++) pace.learn(pace.limit, pace.limit * 0.16);
  assertEquals(pace.limit, 100);
  const parts = [99, 100, 150, 151, 1000].map((count) => pace.part(count));
  assertEquals(parts, [99, 100, 150, 100, 100]);
});
