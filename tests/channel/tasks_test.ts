import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { TimeoutError } from "../../lib/errors.ts";
import { select } from "../../lib/select.ts";
import { settled } from "../support/settled.ts";
import { filled, rejection } from "./support/filled.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).taskDone() throws when everything accepted is finished",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    assertThrows(() => channel.taskDone(), RangeError);
    const sent = channel.send(1);
    await channel.receive();
    await sent;
    channel.taskDone();
    assertThrows(() => channel.taskDone(), RangeError);
  },
);

eachCapacity(
  "Channel(%i).join() counts every way in: send, trySend, sendMany, select",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const receives = [1, 2, 3].map(() => channel.receive());
    assert(channel.trySend(1));
    await channel.send(2);
    await select({ send: channel.sending(3) });
    const many = channel.sendMany([4, 5]);
    receives.push(channel.receive(), channel.receive());
    await Promise.all([...receives, many]);
    assertEquals(channel.stats().unfinished, 5);
    const joined = channel.join();
    for (let n = 0; n < 5; n++) {
      assertEquals(await settled(joined), false);
      channel.taskDone();
    }
    assertEquals(await settled(joined), true);
  },
);

eachCapacity("Channel(%i).join() of nothing resolves", async (capacity) => {
  await new Channel<number>({ capacity }).join();
});

eachCapacity(
  "Channel(%i).join() that gives up leaves the others waiting",
  async (capacity) => {
    const channel = filled({ capacity: capacity + 1 });
    const controller = new AbortController();
    const aborted = channel.join({ signal: controller.signal });
    const stays = channel.join();
    controller.abort("stop");
    assertEquals(await rejection(aborted), "stop");
    assert(
      await rejection(channel.join({ timeout: 0 })) instanceof TimeoutError,
    );
    for (let n = 0; n <= capacity; n++) {
      assertEquals(await settled(stays), false);
      channel.taskDone();
    }
    assertEquals(await settled(stays), true);
  },
);

Deno.test("a value finished before it was dropped counts once", () => {
  const channel = filled({ capacity: 1, overflow: "drop-oldest" });
  channel.taskDone();
  channel.trySend(1);
  assertEquals(channel.stats().unfinished, 0);
  assertThrows(() => channel.taskDone(), RangeError);
});

Deno.test("dropping the last unfinished value settles join", async () => {
  const channel = filled({ capacity: 1, overflow: "drop-newest" });
  const joined = channel.join();
  channel.taskDone();
  await joined;
  await channel.send(2);
  await channel.join();
});

Deno.test("await using closes at once, whatever is still leased or in the buffer", async () => {
  const channel = filled({ capacity: 2 });
  using lease = await channel.lease();
  await channel[Symbol.asyncDispose]();
  assert(channel.closed);
  assertEquals(channel.size, 1);
  lease.retry();
  assertEquals(await channel.receive(), 0);
});

Deno.test("await using lets the error of its scope out, with a lease that is open", async () => {
  for (const isDisposed of [true, false]) {
    const run = async () => {
      await using channel = filled({ capacity: 2 });
      const lease = await channel.lease();
      using _ended = isDisposed ? lease : null;
      throw new Error("of the body");
    };
    await assertRejects(run, Error, "of the body");
  }
});
