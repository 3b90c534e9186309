import { assert, assertEquals } from "@std/assert";
import { BatchSizer } from "../../../lib/sandbox/dispatch/batch_sizer.ts";

Deno.test("BatchSizer begins with one item", () => {
  assertEquals(new BatchSizer().limit, 1);
  assertEquals(new BatchSizer().isQuick, false);
});

Deno.test("BatchSizer finds batches that take about sixteen milliseconds", () => {
  for (const itemMs of [0.001, 0.05, 1, 4]) {
    const sizer = new BatchSizer();
    for (let n = 0; n < 30; n++) sizer.learn(sizer.limit, sizer.limit * itemMs);
    const batchMs = sizer.limit * itemMs;
    assert(batchMs > 8 && batchMs <= 16.001, `${itemMs} ms: ${batchMs}`);
  }
});

Deno.test("BatchSizer gives slow jobs single items", () => {
  const sizer = new BatchSizer();
  for (let n = 0; n < 10; n++) sizer.learn(1, 1000);
  assertEquals(sizer.limit, 1);
  assertEquals(sizer.isQuick, false);
});

Deno.test("BatchSizer grows no faster than eightfold", () => {
  const sizer = new BatchSizer();
  let last = sizer.limit;
  for (let n = 0; n < 10; n++) {
    sizer.learn(last, 0);
    assert(sizer.limit <= 8 * last);
    last = sizer.limit;
  }
});

Deno.test("BatchSizer gets over one slow item within twenty batches", () => {
  const sizer = new BatchSizer();
  for (let n = 0; n < 20; n++) sizer.learn(sizer.limit, sizer.limit * 0.01);
  const usual = sizer.limit;
  sizer.learn(1, 5_000);
  assertEquals(sizer.limit, 1);
  for (let n = 0; n < 20; n++) sizer.learn(sizer.limit, sizer.limit * 0.01);
  assert(sizer.limit > usual / 2, `${sizer.limit} of ${usual}`);
});

Deno.test("BatchSizer hardly notices a slow item among many quick ones", () => {
  const sizer = new BatchSizer();
  for (let n = 0; n < 20; n++) sizer.learn(sizer.limit, sizer.limit * 0.01);
  const usual = sizer.limit;
  sizer.learn(1000, 30);
  assert(sizer.limit >= usual / 4);
});

Deno.test("BatchSizer gets over a slow first item within four batches", () => {
  const sizer = new BatchSizer();
  sizer.learn(1, 5);
  for (let n = 0; n < 4; n++) sizer.learn(sizer.limit, sizer.limit * 0.001);
  assert(sizer.limit > 500, `${sizer.limit}`);
});

Deno.test("BatchSizer leaves no small rest of a batch", () => {
  const sizer = new BatchSizer();
  assertEquals([1, 2].map((count) => sizer.part(count)), [1, 1]);
  for (let n = 0; n < 20; n++) sizer.learn(sizer.limit, sizer.limit * 0.16);
  assertEquals(sizer.limit, 100);
  const parts = [99, 100, 150, 151, 1000].map((count) => sizer.part(count));
  assertEquals(parts, [99, 100, 150, 100, 100]);
});
