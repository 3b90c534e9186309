import { assert, assertEquals } from "@std/assert";
import { TimerQueue } from "../../lib/internal/timer_queue.ts";
import type { Timed } from "../../lib/internal/timer_queue.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { SeededRandom } from "../support/seeded_random.ts";

function timed(due: number, timeOut: () => void): Timed {
  return { due, place: -1, timeOut };
}

Deno.test("TimerQueue fires each entry once, in the order and at the time it is due", () => {
  using clock = new FakeClock();
  const random = new SeededRandom(3);
  const queue = new TimerQueue();
  const fired: number[] = [];
  const entries: Timed[] = [];
  for (let n = 0; n < 2000; n++) {
    const due = clock.now + 1 + random.below(500);
    const entry = timed(due, () => {
      assert(clock.now >= due && clock.now <= due + 1);
      fired.push(due);
    });
    entries.push(entry);
    queue.add(entry);
  }
  const gone = entries.filter(() => random.below(2) === 0);
  for (const entry of gone) queue.remove(entry);
  assertEquals(queue.size, 2000 - gone.length);
  assertEquals(clock.pending, 1);
  clock.pass(501);
  const expected = entries.filter((entry) => !gone.includes(entry))
    .map(({ due }) => due).sort((a, b) => a - b);
  assertEquals(fired, expected);
  assertEquals([queue.size, clock.pending], [0, 0]);
});

Deno.test("TimerQueue lets go of its timer when nobody waits", () => {
  using clock = new FakeClock();
  const queue = new TimerQueue();
  const entry = timed(clock.now + 5, () => {});
  queue.add(entry);
  assertEquals(clock.pending, 1);
  queue.remove(entry);
  assertEquals([clock.pending, entry.place], [0, -1]);
});

Deno.test("TimerQueue fires an entry that is added while another fires", () => {
  using clock = new FakeClock();
  const queue = new TimerQueue();
  const fired: string[] = [];
  queue.add(timed(clock.now + 5, () => {
    fired.push("first");
    queue.add(timed(clock.now + 5, () => void fired.push("second")));
  }));
  clock.pass(9);
  assertEquals(fired, ["first"]);
  clock.pass(1);
  assertEquals(fired, ["first", "second"]);
});

Deno.test("TimerQueue waits for a sooner entry that came later", () => {
  using clock = new FakeClock();
  const queue = new TimerQueue();
  const fired: number[] = [];
  for (const ms of [50, 20, 5, 30]) {
    queue.add(timed(clock.now + ms, () => void fired.push(ms)));
  }
  clock.pass(5);
  assertEquals(fired, [5]);
  clock.pass(45);
  assertEquals(fired, [5, 20, 30, 50]);
});
