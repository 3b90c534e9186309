import { assertEquals, assertThrows } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import type { Lease } from "../../lib/channel.ts";
import { settled } from "../support/settled.ts";
import { drained, filled } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

async function leased(channel: Channel<number>): Promise<Lease<number>> {
  const sent = channel.send(100);
  const lease = await channel.lease();
  await sent;
  return lease;
}

eachCapacity(
  "Channel(%i).lease() keeps join open until it is done",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const lease = await leased(channel);
    const joined = channel.join();
    assertEquals(await settled(joined), false);
    lease.retry();
    assertEquals(await settled(joined), false);
    using again = await channel.lease();
    again.done();
    assertEquals(await settled(joined), true);
    assertEquals(channel.stats().unfinished, 0);
  },
);

eachCapacity(
  "Channel(%i).lease() counts its attempts, and forgets them with the value",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    let lease = await leased(channel);
    for (let attempt = 1; attempt < 5; attempt++) {
      assertEquals(lease.attempt, attempt);
      lease.retry();
      lease = await channel.lease();
    }
    lease.done();
    const other = await leased(channel);
    assertEquals(other.attempt, 1);
    other.done();
  },
);

eachCapacity(
  "Channel(%i).lease() put back goes first, even above the capacity",
  async (capacity) => {
    const channel = filled({ capacity: capacity + 1 });
    const lease = await channel.lease();
    channel.trySend(99);
    lease[Symbol.dispose]();
    assertEquals(channel.size, capacity + 2);
    assertEquals(drained(channel)[0], 0);
  },
);

eachCapacity(
  "Channel(%i).lease() put back goes to the receiver that waits first",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const lease = await leased(channel);
    const first = channel.lease();
    const second = channel.receive();
    lease.retry();
    using again = await first;
    assertEquals([again.value, again.attempt], [100, 2]);
    assertEquals(await settled(second), false);
    again.retry(5);
    assertEquals(await second, 5);
  },
);

Deno.test("a lease ends once", async () => {
  const channel = new Channel<number>({ capacity: 1 });
  const done = await leased(channel);
  done.done();
  assertThrows(() => done.done(), Error, "ended");
  assertThrows(() => done.retry(), Error, "ended");
  done[Symbol.dispose]();
  assertEquals(channel.size, 0);
  const back = await leased(channel);
  back.retry();
  back[Symbol.dispose]();
  assertEquals(channel.size, 1);
});

Deno.test("a lease put back after close can be received, after abort it is discarded", async () => {
  const lost: string[] = [];
  const channel = new Channel<number>({
    capacity: 2,
    onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
  });
  const first = await leased(channel);
  const second = await leased(channel);
  channel.close();
  first.retry();
  assertEquals(await channel.receive(), 100);
  channel.abort();
  second.retry();
  assertEquals(lost, ["100 discarded"]);
  assertEquals(channel.stats().undelivered, 1);
});

Deno.test("a lease that is not waited for in time takes no value", async () => {
  const channel = new Channel<number>();
  const controller = new AbortController();
  const lease = channel.lease({ signal: controller.signal });
  controller.abort();
  await lease.catch(() => {});
  assertEquals(channel.trySend(1), false);
  assertEquals(channel.stats().accepted, 0);
});
