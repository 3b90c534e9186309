import { assert, assertEquals } from "@std/assert";
import { checkInvariants } from "../../lib/internal/invariant.ts";
import { TimerQueue } from "../../lib/internal/timer_queue.ts";
import type { Timed } from "../../lib/internal/timer_queue.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { FakeTime } from "../support/fake_time.ts";
import { SeededRandom } from "../support/seeded_random.ts";

function timed(timeOut: () => void): Timed {
  return { due: NaN, place: -1, timeOut };
}

Deno.test("TimerQueue fires each entry once, in the order and at the time it is due", () => {
  using _checked = checkInvariants();
  using clock = new FakeClock();
  const random = new SeededRandom(3);
  const queue = new TimerQueue();
  const fired: number[] = [];
  const entries: Timed[] = [];
  for (let n = 0; n < 2000; n++) {
    const delay = 1 + random.below(500);
    const due = clock.now + delay;
    const entry = timed(() => {
      assert(clock.now >= due && clock.now <= due + 1);
      fired.push(due);
    });
    entries.push(entry);
    queue.add(entry, delay);
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
  const entry = timed(() => {});
  queue.add(entry, 5);
  assertEquals(clock.pending, 1);
  queue.remove(entry);
  assertEquals([clock.pending, entry.place], [0, -1]);
});

Deno.test("TimerQueue fires an entry that is added while another fires", () => {
  using clock = new FakeClock();
  const queue = new TimerQueue();
  const fired: string[] = [];
  const second = timed(() => void fired.push("second"));
  const first = timed(() => {
    fired.push("first");
    queue.add(second, 5);
  });
  queue.add(first, 5);
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
    queue.add(timed(() => void fired.push(ms)), ms);
  }
  clock.pass(5);
  assertEquals(fired, [5]);
  clock.pass(45);
  assertEquals(fired, [5, 20, 30, 50]);
});

Deno.test("TimerQueue goes by the clock of a test that fakes timers and Date only", () => {
  using time = new FakeTime();
  const queue = new TimerQueue();
  const fired: string[] = [];
  queue.add(timed(() => void fired.push("100")), 100);
  time.tick(50);
  queue.add(timed(() => void fired.push("50 + 60")), 60);
  queue.add(timed(() => void fired.push("50 + 20")), 20);
  time.tick(19);
  assertEquals(fired, []);
  time.tick(1);
  assertEquals(fired, ["50 + 20"]);
  time.tick(30);
  assertEquals(fired, ["50 + 20", "100"]);
  time.tick(10);
  assertEquals(fired, ["50 + 20", "100", "50 + 60"]);
  assertEquals([queue.size, time.pending], [0, 0]);
});

Deno.test("TimerQueue keeps the time that is left when timers are faked, and real again", async () => {
  const queue = new TimerQueue();
  const early = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  const rest = timed(() => {});
  queue.add(timed(early.resolve), 60_000);
  {
    using time = new FakeTime();
    queue.add(timed(late.resolve), 70_000);
    time.tick(60_001);
    await early.promise;
    assertEquals(queue.size, 1);
    // The entry that is left has 9,999 ms; the next one makes the queue look.
    time.tick(9_990);
    queue.add(rest, 60_000);
  }
  const last = Promise.withResolvers<void>();
  queue.add(timed(last.resolve), 20);
  await Promise.all([late.promise, last.promise]);
  assertEquals(queue.size, 1);
  queue.remove(rest);
});

Deno.test("TimerQueue is not misled by a fake clock that follows another one", () => {
  const queue = new TimerQueue();
  for (const start of [1_000_000, 0, 5_000_000]) {
    using time = new FakeTime(start);
    const fired: number[] = [];
    // A hot loop, which leaves no timer, and a wait that is left behind.
    for (let n = 0; n < 100; n++) {
      const entry = timed(() => {});
      queue.add(entry, 1000);
      queue.remove(entry);
    }
    for (const ms of [300, 200, 100]) {
      queue.add(timed(() => void fired.push(ms)), ms);
    }
    time.tick(200);
    assertEquals(fired, [100, 200]);
    if (start === 0) time.tick(100);
  }
  using time = new FakeTime(7);
  queue.add(timed(() => {}), 1);
  time.tick(300);
  assertEquals([queue.size, time.pending], [0, 0]);
});
