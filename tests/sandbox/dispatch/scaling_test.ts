import { assertEquals } from "@std/assert";
import {
  type Demand,
  isWantedNow,
  isWantedSoon,
} from "../../../lib/sandbox/dispatch/scaling.ts";
import { BatchSizer } from "../../../lib/sandbox/dispatch/batch_sizer.ts";

/** The sizer of items that take so long. */
function sizerOf(itemMs: number): BatchSizer {
  const sizer = new BatchSizer();
  sizer.learn(1, itemMs);
  return sizer;
}

/** One worker and nothing to do, but for what is said. */
function demand(rest: Partial<Demand>): Demand {
  return {
    workers: 1,
    isStarting: false,
    chunks: 0,
    items: 0,
    backlog: 0,
    hasPrefetched: false,
    toCome: () => Infinity,
    workedMs: 0,
    sizer: new BatchSizer(),
    ...rest,
  };
}

Deno.test("Another worker is wanted at once for more chunks than workers, before any sizer is known", () => {
  assertEquals(isWantedNow(demand({ chunks: 1, items: 9 })), false);
  assertEquals(isWantedNow(demand({ chunks: 2, items: 9 })), true);
  assertEquals(isWantedNow(demand({ workers: 2, chunks: 2 })), false);
});

Deno.test("Another worker is wanted at once for slow items", () => {
  const slow = { chunks: 1, sizer: sizerOf(30) };
  assertEquals(isWantedNow(demand({ ...slow, items: 1 })), false);
  assertEquals(isWantedNow(demand({ ...slow, items: 2 })), true);
  assertEquals(isWantedNow(demand({ ...slow, items: 2, workers: 2 })), false);
});

Deno.test("Another worker for quick items can wait for a moment", () => {
  const quick = demand({ chunks: 1, items: 1000, sizer: sizerOf(1) });
  assertEquals(isWantedNow(quick), false);
  assertEquals(isWantedSoon(quick), true);
});

Deno.test("Another worker is wanted soon for a backlog; while one starts, for a large one", () => {
  const sizer = sizerOf(1);
  assertEquals(isWantedSoon(demand({ sizer, backlog: 0 })), false);
  assertEquals(isWantedSoon(demand({ sizer, backlog: 1 })), true);
  const isStarting = true;
  assertEquals(isWantedSoon(demand({ isStarting, backlog: 1000 })), false);
  assertEquals(isWantedSoon(demand({ isStarting, backlog: 1001 })), true);
});

Deno.test("Another worker waits for the first result of one that has a first item", () => {
  const begun = { items: 1000, backlog: 1000 };
  assertEquals(isWantedSoon(demand(begun)), false);
  assertEquals(isWantedSoon(demand({ ...begun, sizer: sizerOf(1) })), true);
});

Deno.test("Another worker is wanted when those there were given all there is, and it is much", () => {
  const sizer = sizerOf(1);
  assertEquals(isWantedSoon(demand({ sizer, hasPrefetched: true })), true);
});

Deno.test("Another worker for what may be few quick items waits for the first result", () => {
  const few = { chunks: 2, items: 2000, backlog: 2000, toCome: () => 90_000 };
  assertEquals(isWantedNow(demand(few)), false);
  assertEquals(isWantedNow(demand({ ...few, toCome: () => 1e6 })), true);
  // Ten items of a second each are not many, and not quick.
  assertEquals(isWantedNow(demand({ ...few, items: 10, backlog: 10 })), true);
  const starting = { ...few, isStarting: true };
  assertEquals(isWantedSoon(demand(starting)), false);
  assertEquals(isWantedSoon(demand({ ...starting, toCome: () => 1e6 })), true);
});

Deno.test("Another worker is not wanted for quick items that are over before it pays", () => {
  const few = { items: 2000, backlog: 2000, toCome: () => 98_000 };
  const wanted = (itemMs: number, workedMs: number) =>
    isWantedSoon(demand({ ...few, sizer: sizerOf(itemMs), workedMs }));
  assertEquals(wanted(0.001, 100), false);
  assertEquals(wanted(0.01, 100), true);
  // The first of them are slow, before their code is compiled.
  assertEquals(wanted(0.01, 1), false);
  assertEquals(wanted(1, 1), true);
});

Deno.test("Another worker is wanted for slow items, however few come", () => {
  const sizer = sizerOf(30);
  const few = { items: 9, backlog: 9, toCome: () => 3, sizer };
  assertEquals(isWantedSoon(demand(few)), true);
});
