import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { TimeoutError, UnsentError } from "../../lib/errors.ts";
import { select } from "../../lib/select.ts";
import { Pool } from "../../lib/pool.ts";
import { FakeTime } from "../support/fake_time.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { filled, rejection } from "./support/filled.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i) with a timeout of 0 takes what is there and waits for nothing",
  async (capacity) => {
    const channel = filled({ capacity });
    const sent = channel.send(99);
    assertEquals(await channel.receive({ timeout: 0 }), capacity > 0 ? 0 : 99);
    await sent;
    while (channel.tryReceive().state === "ok");
    const now = { timeout: 0 };
    const waits = [
      channel.receive(now),
      channel.receiveMany(1, now),
      channel.lease(now),
      channel.values(now).next(),
      select({ one: channel.receiving() }, now),
      channel.join(now),
    ];
    for (const wait of waits) {
      assert(await rejection(wait) instanceof TimeoutError);
    }
    assertEquals(channel.stats().waitingReceivers, 0);
  },
);

eachCapacity(
  "Channel(%i) refuses a timeout that is no time, and touches nothing",
  async (capacity) => {
    const channel = filled({ capacity });
    for (const timeout of [-1, NaN, -Infinity]) {
      const waits = [
        channel.receive({ timeout }),
        channel.send(1, { timeout }),
        channel.sendMany([1], { timeout }),
        channel.receiveMany(1, { timeout }),
        channel.lease({ timeout }),
        channel.join({ timeout }),
        channel.values({ timeout }).next(),
        select({ one: channel.receiving() }, { timeout }),
      ];
      for (const wait of waits) {
        assert(await rejection(wait) instanceof RangeError);
      }
    }
    assertEquals(channel.size, capacity);
    assertEquals(channel.stats().refused, 0);
  },
);

eachCapacity(
  "Channel(%i) times out each wait at its own time, in any order",
  async (capacity) => {
    using clock = new FakeClock();
    const channel = new Channel<number>({ capacity });
    const waits = [30, 10, 20, 10].map((timeout) =>
      channel.receive({ timeout })
    );
    const ends = waits.map((wait) => wait.catch(() => clock.now - 1000));
    for (let ms = 0; ms < 40; ms++) {
      clock.pass(1);
      await Promise.resolve();
    }
    assertEquals(await Promise.all(ends), [30, 10, 20, 10]);
    assertEquals(clock.pending, 0);
  },
);

eachCapacity(
  "Channel(%i) sets one timer for a thousand waits, and none once they end",
  async (capacity) => {
    using clock = new FakeClock();
    const channel = new Channel<number>({ capacity });
    const waits = Array.from(
      { length: 1000 },
      (_, n) => channel.receive({ timeout: 1000 + n }),
    );
    assertEquals(clock.pending, 1);
    for (let n = 0; n < 1000; n++) channel.trySend(n);
    await Promise.all(waits);
    await new Promise((resolve) => setImmediate(resolve));
    assertEquals(clock.pending, 0);
  },
);

Deno.test("a timeout longer than the platform's longest does not fire early", async () => {
  using clock = new FakeClock();
  const channel = new Channel<number>();
  const timeout = 2 ** 32 + 5;
  let ended = false;
  const wait = rejection(channel.receive({ timeout })).finally(() =>
    ended = true
  );
  for (let steps = 0; steps < 4; steps++) {
    clock.pass(2 ** 30);
    await Promise.resolve();
    assertEquals(ended, false);
  }
  assert(clock.delays.every((delay) => delay < 2 ** 31));
  clock.pass(5);
  assert(await wait instanceof TimeoutError);
});

Deno.test("an infinite timeout sets no timer", () => {
  using clock = new FakeClock();
  const channel = new Channel<number>();
  channel.receive({ timeout: Infinity });
  assertEquals(clock.pending, 0);
  assertEquals(channel.stats().waitingReceivers, 1);
});

eachCapacity(
  "Channel(%i) takes a value for a wait that timed out from nobody (asyncutil)",
  async (capacity) => {
    using clock = new FakeClock();
    const channel = new Channel<number>({ capacity });
    const gone = rejection(channel.receive({ timeout: 5 }));
    const behind = channel.receive();
    clock.pass(5);
    assert(await gone instanceof TimeoutError);
    const sent = channel.send(1);
    assertEquals(await behind, 1);
    await sent;
  },
);

eachCapacity(
  "Channel(%i) gives the values of a send that timed out back (tokio #5947)",
  async (capacity) => {
    using clock = new FakeClock();
    const lost: string[] = [];
    const channel = filled({
      capacity,
      onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
    });
    const value = { toString: () => "x" } as unknown as number;
    const one = rejection(channel.send(value, { timeout: 5 }));
    const many = rejection(channel.sendMany([7, 8], { timeout: 6 }));
    clock.pass(6);
    const [first, second] = await Promise.all([one, many]);
    assert(first instanceof TimeoutError);
    assertStrictEquals(first.value, value);
    assert(second instanceof UnsentError);
    assert(second.cause instanceof TimeoutError);
    assertEquals(second.values, [7, 8]);
    assertEquals(lost, ["x timeout", "7 timeout", "8 timeout"]);
    assertEquals(channel.stats().waitingSenders, 0);
  },
);

Deno.test("the first of a value and a timeout wins, the other does nothing", async () => {
  using clock = new FakeClock();
  const channel = new Channel<number>();
  const received = channel.receive({ timeout: 5 });
  assert(channel.trySend(1));
  clock.pass(5);
  assertEquals(await received, 1);
});

Deno.test("a test that fakes timers and Date drives every timeout", async () => {
  using time = new FakeTime();
  const channel = new Channel<number>();
  const waits = [
    channel.receive({ timeout: 30_000 }),
    select({ one: channel.receiving() }, { timeout: 20_000 }),
    channel.values({ timeout: 10_000 }).next(),
  ];
  const pool = new Pool<number>({ timeout: 25_000 });
  pool.produce([1]).consume((_, { signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve()))
  );
  // The pool takes a few microtasks to begin.
  for (let n = 0; n < 50; n++) await Promise.resolve();
  time.tick(30_000);
  for (const wait of [...waits, pool.join()]) {
    assert(await rejection(wait) instanceof TimeoutError);
  }
});
