import { assert, assertEquals } from "@std/assert";
import { Pace } from "../../lib/sandbox/pace.ts";

Deno.test("Pace begins with one item", () => {
  assertEquals(new Pace().limit, 1);
  assertEquals(new Pace().isQuick, false);
});

Deno.test("Pace finds batches that take about ten milliseconds", () => {
  for (const itemMs of [0.001, 0.05, 1, 4]) {
    const pace = new Pace();
    for (let n = 0; n < 30; n++) pace.learn(pace.limit, pace.limit * itemMs);
    const batchMs = pace.limit * itemMs;
    assert(batchMs > 5 && batchMs <= 10.001, `${itemMs} ms: ${batchMs}`);
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
