import { assert, assertEquals } from "@std/assert";
import { Prefetch } from "../../../../../lib/cli/commands/broker/work/prefetch.ts";

/** A prefetch, and its clock. */
function prefetch(ahead?: number) {
  let time = 0;
  const one = new Prefetch({ workers: 4, ahead, now: () => time });
  /** Finishes items at a rate, for some time. */
  const run = (perSecond: number, ms: number, bytes = 100) => {
    const step = Math.max(10, 1000 / perSecond);
    for (const end = time + ms; time < end;) {
      time += step;
      const items = Math.round(perSecond * step / 1000);
      one.finished(items, items * bytes);
    }
  };
  const wait = (ms: number) => void (time += ms);
  return { one, run, wait };
}

Deno.test("A machine that has finished nothing holds an item a worker", () => {
  const { one } = prefetch();
  assertEquals([one.held, one.given], [4, 4]);
});

Deno.test("Long jobs are held one a worker, whatever was before", () => {
  const { one, run } = prefetch();
  run(1, 10_000);
  assertEquals([one.held, one.given], [4, 4]);
  run(5000, 1000);
  run(1, 10_000);
  assertEquals([one.held, one.given], [4, 4]);
});

Deno.test("Short jobs are held for a quarter of a second, given for less", () => {
  const { one, run } = prefetch();
  run(8000, 1000);
  assert(one.held >= 1900 && one.held <= 2100, String(one.held));
  assert(one.given < one.held / 2, String(one.given));
});

Deno.test("A machine that finishes none for a while holds fewer", () => {
  const { one, run, wait } = prefetch();
  run(8000, 1000);
  wait(10_000);
  assertEquals([one.held, one.given], [4, 4]);
});

Deno.test("Long items are held within a bound of bytes", () => {
  const { one, run } = prefetch();
  run(8000, 1000, 2 ** 20);
  assertEquals(one.held, 4);
});

Deno.test("A number that was asked for is held", () => {
  const { one, run } = prefetch(10);
  run(8000, 1000);
  assertEquals([one.held, one.given], [14, 14]);
});
