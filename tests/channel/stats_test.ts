import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { filled } from "./support/filled.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity("Channel(%i).stats() is frozen, and adds up", (capacity) => {
  const channel = filled({ capacity });
  void channel.send(98);
  void channel.send(99);
  channel.tryReceive();
  const stats = channel.stats();
  assert(Object.isFrozen(stats));
  assertEquals(stats, {
    buffered: capacity,
    weight: capacity,
    capacity,
    waitingSenders: 1,
    waitingReceivers: 0,
    accepted: capacity + 1,
    received: 1,
    undelivered: 0,
    refused: 0,
    unfinished: capacity + 1,
    oldestAge: stats.oldestAge,
    longestWait: stats.longestWait,
  });
});

/** Ends the turn, so that the channel looks at the clock again. */
function turned(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}

Deno.test("stats() knows the age of the oldest value and the longest wait", async () => {
  using clock = new FakeClock();
  const channel = new Channel<number>({ capacity: 2 });
  assertEquals(channel.stats().oldestAge, 0);
  assertEquals(channel.stats().longestWait, 0);
  await turned();
  channel.trySend(1);
  clock.pass(20);
  await turned();
  channel.trySend(2);
  void channel.send(3);
  clock.pass(30);
  assertEquals(channel.stats().oldestAge, 50);
  assertEquals(channel.stats().longestWait, 30);
  channel.tryReceive();
  assertEquals(channel.stats().oldestAge, 30);
  assertEquals(channel.stats().longestWait, 0);
});

Deno.test("a value put back or let in by a resize is as old as that", async () => {
  using clock = new FakeClock();
  const channel = new Channel<number>({ capacity: 1 });
  channel.trySend(1);
  const lease = await channel.lease();
  await turned();
  clock.pass(100);
  lease.retry();
  assertEquals(channel.stats().oldestAge, 0);
  channel.tryReceive();
  const other = new Channel<number>();
  void other.send(1);
  await turned();
  clock.pass(100);
  other.resize(1);
  assertEquals(other.stats().oldestAge, 0);
});

Deno.test("a wait that begins after a long rest has not lasted since before it", async () => {
  using clock = new FakeClock();
  const channel = new Channel<number>();
  channel.trySend(1);
  clock.pass(60_000);
  await turned();
  const waits = [channel.receive(), channel.values().next()];
  assertEquals(channel.stats().longestWait, 0);
  clock.pass(5);
  assertEquals(channel.stats().longestWait, 5);
  channel.close();
  await Promise.allSettled(waits);
});
