import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { UnsentError } from "../../lib/errors.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).sendMany() and receiveMany() carry 1,000 values in order",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const values = Array.from({ length: 1000 }, (_, n) => n);
    const sent = channel.sendMany(values).then(() => channel.close());
    const received: number[] = [];
    while (received.length < values.length) {
      const some = await channel.receiveMany(7);
      assert(some.length >= 1 && some.length <= 7);
      received.push(...some);
    }
    await sent;
    assertEquals(received, values);
  },
);

eachCapacity(
  "Channel(%i).receiveMany() takes what is there and waits for no more",
  async (capacity) => {
    const channel = filled({ capacity });
    const sends = [channel.send(70), channel.sendMany([80, 81])];
    assertEquals((await channel.receiveMany(Infinity)).length, capacity + 3);
    await Promise.all(sends);
    const waiting = channel.receiveMany(5);
    await channel.send(1);
    assertEquals(await waiting, [1]);
  },
);

eachCapacity(
  "Channel(%i).receiveMany() refuses a max that is no count",
  async (capacity) => {
    const channel = filled({ capacity });
    for (const max of [0, -1, 1.5, NaN]) {
      assert(await rejection(channel.receiveMany(max)) instanceof RangeError);
    }
    assertEquals(channel.size, capacity);
  },
);

eachCapacity(
  "Channel(%i).sendMany() of an iterable lets no other between its values",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const many = channel.sendMany(new Set([1, 2, 3]));
    const other = channel.send(9);
    const received = [];
    for (let n = 0; n < 4; n++) received.push(await channel.receive());
    assertEquals(received, [1, 2, 3, 9]);
    await Promise.all([many, other]);
  },
);

eachCapacity(
  "Channel(%i).sendMany() that stops midway says what was not sent",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const controller = new AbortController();
    const values = Array.from({ length: capacity + 3 }, (_, n) => n);
    const sent = channel.sendMany(values, { signal: controller.signal });
    await channel.receive();
    controller.abort("stop");
    const error = await rejection(sent);
    assert(error instanceof UnsentError);
    assertEquals(error.cause, "stop");
    assertEquals([0, ...drained(channel), ...error.values], values);
  },
);

Deno.test("sendMany() of nothing resolves, also to a full channel", async () => {
  await filled({ capacity: 1 }).sendMany([]);
});

eachCapacity(
  "Channel(%i).receiveMany() aborted before a value comes takes none",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const controller = new AbortController();
    const waiting = channel.receiveMany(3, { signal: controller.signal });
    controller.abort("stop");
    assertEquals(await rejection(waiting), "stop");
    const sent = channel.sendMany([1, 2, 3]);
    assertEquals(await settled(sent), capacity >= 3);
    assertEquals(drained(channel), [1, 2, 3]);
    await sent;
  },
);
