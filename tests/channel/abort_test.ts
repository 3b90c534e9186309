import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { ChannelClosedError } from "../../lib/errors.ts";
import { filled, rejection } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).abort(reason) discards the buffer and refuses who waits",
  async (capacity) => {
    const lost: string[] = [];
    const channel = filled({
      capacity,
      onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
    });
    const late = channel.send(99);
    const reason = new Error("stop");
    channel.abort(reason);
    channel.abort(new Error("again"));

    assert(await rejection(late) instanceof ChannelClosedError);
    assertStrictEquals(await rejection(channel.receive()), reason);
    assertEquals(channel.size, 0);
    const discarded = Array.from({ length: capacity }, (_, n) => n);
    assertEquals(
      lost.sort(),
      [...discarded.map((n) => `${n} discarded`), "99 closed"].sort(),
    );
  },
);

eachCapacity(
  "Channel(%i).abort(reason) rejects a waiting receive with the reason",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const receives = [channel.receive(), channel.lease()];
    channel.abort("stop");
    assertEquals(await Promise.all(receives.map(rejection)), ["stop", "stop"]);
  },
);

eachCapacity(
  "Channel(%i).abort() after close(reason) discards and keeps that reason",
  async (capacity) => {
    const channel = filled({ capacity });
    channel.close("first");
    channel.abort("second");
    assertEquals(channel.stats().undelivered, capacity);
    assertEquals(await rejection(channel.receive()), "first");
  },
);

Deno.test("Channel.abort() settles join, also one with a lease outstanding", async () => {
  const channel = new Channel<number>({ capacity: 2 });
  await channel.sendMany([1, 2]);
  const lease = await channel.lease();
  const joined = channel.join();
  channel.abort("stop");
  assertEquals(await rejection(joined), "stop");
  assertEquals(await rejection(channel.join()), "stop");
  lease.retry();
  assertEquals(channel.stats().unfinished, 0);
});

Deno.test("a hook that looks at stats() finds that nothing is missing", () => {
  const sums: number[] = [];
  const channel: Channel<number> = filled({
    capacity: 3,
    onUndelivered() {
      const { accepted, buffered, undelivered } = channel.stats();
      sums.push(accepted - buffered - undelivered);
    },
  });
  void channel.send(9);
  channel.abort();
  assertEquals(sums, [0, 0, 0, 0]);
});
