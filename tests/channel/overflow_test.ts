import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { select } from "../../lib/select.ts";
import { drained, filled } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

function numbers(length: number, from = 0): number[] {
  return Array.from({ length }, (_, n) => from + n);
}

eachCapacity(
  "Channel(%i) that drops the oldest keeps the newest, and never waits",
  async (capacity) => {
    const lost: number[] = [];
    const channel = new Channel<number>({
      capacity,
      overflow: "drop-oldest",
      onUndelivered: (value) => void lost.push(value),
    });
    for (const n of numbers(20)) await channel.send(n);
    await channel.sendMany(numbers(20, 20));
    assertEquals(lost, numbers(40 - capacity));
    assertEquals(drained(channel), numbers(capacity, 40 - capacity));
    const { accepted, received, undelivered } = channel.stats();
    assertEquals([accepted, received, undelivered], [
      40,
      capacity,
      40 - capacity,
    ]);
  },
);

eachCapacity(
  "Channel(%i) that drops the newest keeps the oldest, and never waits",
  async (capacity) => {
    const lost: string[] = [];
    const channel = new Channel<number>({
      capacity,
      overflow: "drop-newest",
      onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
    });
    for (const n of numbers(20)) await channel.send(n);
    assertEquals(
      lost,
      numbers(20 - capacity, capacity).map((n) => `${n} dropped`),
    );
    assertEquals(drained(channel), numbers(capacity));
  },
);

eachCapacity(
  "Channel(%i).trySend() that says no keeps its value out of the hook",
  (capacity) => {
    let lost = 0;
    const onUndelivered = () => void lost++;
    for (const overflow of ["wait", "drop-newest"] as const) {
      const channel = filled({ capacity, overflow, onUndelivered });
      assertEquals(channel.trySend(99), false);
    }
    assertEquals(lost, 0);
    const oldest = filled({ capacity, overflow: "drop-oldest", onUndelivered });
    assertEquals(oldest.trySend(99), capacity > 0);
    assertEquals(lost, Math.min(capacity, 1));
  },
);

eachCapacity(
  "Channel(%i) that drops gives a waiting receiver its value first",
  async (capacity) => {
    for (const overflow of ["drop-oldest", "drop-newest"] as const) {
      const channel = new Channel<number>({ capacity, overflow });
      const waiting = channel.receive();
      await channel.send(1);
      assertEquals(await waiting, 1);
      assertEquals(channel.stats().undelivered, 0);
    }
  },
);

Deno.test("a hook that throws corrupts nothing, and its error is reported", async () => {
  const reported: unknown[] = [];
  const keep = (event: ErrorEvent) => {
    event.preventDefault();
    reported.push(event.error.message);
  };
  addEventListener("error", keep);
  const channel = filled({
    capacity: 2,
    overflow: "drop-oldest",
    onUndelivered(value) {
      throw new Error(`hook of ${value}`);
    },
  });
  await channel.sendMany([2, 3]);
  assertEquals(drained(channel), [2, 3]);
  channel.trySend(4);
  channel.abort();
  removeEventListener("error", keep);
  assertEquals(reported, ["hook of 0", "hook of 1", "hook of 4"]);
  assertEquals(channel.stats().undelivered, 3);
});

Deno.test("a hook may use the channel", async () => {
  const seen: number[] = [];
  const channel: Channel<number> = filled({
    capacity: 1,
    overflow: "drop-oldest",
    onUndelivered(value) {
      seen.push(value);
      if (value === 0) channel.trySend(10);
      else channel.close();
    },
  });
  await channel.send(1);
  assertEquals(seen, [0, 1]);
  assert(channel.closed);
  assertEquals(drained(channel), [10]);
});

Deno.test("select() sends to a channel that drops without a wait", async () => {
  const channel = filled({ capacity: 1, overflow: "drop-oldest" });
  const { key } = await select({ send: channel.sending(7) });
  assertEquals([key, drained(channel)], ["send", [7]]);
});
