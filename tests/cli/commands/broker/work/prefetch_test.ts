import { assert, assertEquals } from "@std/assert";
import { Prefetch } from "../../../../../lib/cli/commands/broker/work/prefetch.ts";

/** A prefetch of two workers with a clock that is set by hand. */
function prefetch(ahead?: number) {
  const clock = { now: 0 };
  const { now } = { now: () => clock.now };
  return { clock, ahead: new Prefetch({ workers: 2, ahead, now }) };
}

/** Finishes items of ten bytes, a number each 100 ms. */
function work({ clock, ahead }: ReturnType<typeof prefetch>, items: number) {
  for (let n = 0; n < 20; n++) {
    clock.now += 100;
    ahead.finished(items, 10 * items);
  }
}

Deno.test("A machine holds one item for each worker while nothing is known, or jobs are long", () => {
  const machine = prefetch();
  assertEquals([machine.ahead.held, machine.ahead.given], [2, 2]);
  work(machine, 1);
  // Ten items a second: 250 ms of work are 2.5 items.
  assertEquals([machine.ahead.held, machine.ahead.given], [3, 2]);
});

Deno.test("A machine holds a quarter of a second of short items, and gives the workers fewer", () => {
  const machine = prefetch();
  work(machine, 1000);
  const { held, given } = machine.ahead;
  assert(held > 2400 && held <= 2500, `${held}`);
  assert(given > 580 && given <= 600, `${given}`);
});

Deno.test("A machine holds fewer items once it finishes none for a while", () => {
  const machine = prefetch();
  work(machine, 1000);
  machine.clock.now += 10_000;
  assertEquals(machine.ahead.held, 2);
});

Deno.test("A machine holds 64 MB of large items at most", () => {
  const machine = prefetch();
  for (let n = 0; n < 20; n++) {
    machine.clock.now += 100;
    machine.ahead.finished(1000, 1000 * 2 ** 20);
  }
  assertEquals(machine.ahead.held, 64);
});

Deno.test("A machine holds what it was told to", () => {
  const machine = prefetch(5);
  work(machine, 1000);
  assertEquals([machine.ahead.held, machine.ahead.given], [7, 7]);
});
