import { assertEquals } from "@std/assert";
import {
  type Demand,
  isWantedNow,
  isWantedSoon,
} from "../../lib/sandbox/growth.ts";
import { Pace } from "../../lib/sandbox/pace.ts";

/** The pace of items that take so long. */
function paceOf(itemMs: number): Pace {
  const pace = new Pace();
  pace.learn(1, itemMs);
  return pace;
}

/** One worker and nothing to do, but for what is said. */
function demand(rest: Partial<Demand>): Demand {
  return {
    workers: 1,
    isStarting: false,
    pieces: 0,
    items: 0,
    backlog: 0,
    isStocked: false,
    pace: new Pace(),
    ...rest,
  };
}

Deno.test("Another worker is wanted at once for more pieces than workers, before any pace is known", () => {
  assertEquals(isWantedNow(demand({ pieces: 1, items: 9 })), false);
  assertEquals(isWantedNow(demand({ pieces: 2, items: 9 })), true);
  assertEquals(isWantedNow(demand({ workers: 2, pieces: 2 })), false);
});

Deno.test("Another worker is wanted at once for slow items", () => {
  const slow = { pieces: 1, pace: paceOf(30) };
  assertEquals(isWantedNow(demand({ ...slow, items: 1 })), false);
  assertEquals(isWantedNow(demand({ ...slow, items: 2 })), true);
  assertEquals(isWantedNow(demand({ ...slow, items: 2, workers: 2 })), false);
});

Deno.test("Another worker for quick items can wait for a moment", () => {
  const quick = demand({ pieces: 1, items: 1000, pace: paceOf(1) });
  assertEquals(isWantedNow(quick), false);
  assertEquals(isWantedSoon(quick), true);
});

Deno.test("Another worker is wanted soon for a backlog; while one starts, for a large one", () => {
  const pace = paceOf(1);
  assertEquals(isWantedSoon(demand({ pace, backlog: 0 })), false);
  assertEquals(isWantedSoon(demand({ pace, backlog: 1 })), true);
  const isStarting = true;
  assertEquals(isWantedSoon(demand({ isStarting, backlog: 1000 })), false);
  assertEquals(isWantedSoon(demand({ isStarting, backlog: 1001 })), true);
});

Deno.test("Another worker waits for the first result of one that has a first item", () => {
  const begun = { items: 1000, backlog: 1000 };
  assertEquals(isWantedSoon(demand(begun)), false);
  assertEquals(isWantedSoon(demand({ ...begun, pace: paceOf(1) })), true);
});

Deno.test("Another worker is wanted when those there were given all there is, and it is much", () => {
  const pace = paceOf(1);
  assertEquals(isWantedSoon(demand({ pace, isStocked: true })), true);
});
