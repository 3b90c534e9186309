import { assert, assertEquals, assertRejects } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { ChannelClosedError, TimeoutError } from "../../lib/errors.ts";
import { settled } from "../support/settled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i) gives 100 values to one consumer in order",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const producer = (async () => {
      for (let n = 0; n < 100; n++) await channel.send(n);
      channel.close();
    })();

    const values: number[] = [];
    for await (const value of channel) values.push(value);
    await producer;
    assertEquals(values, Array.from({ length: 100 }, (_, n) => n));
  },
);

eachCapacity(
  "Channel(%i).send() waits once the channel is full, and goes on in order",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    for (let n = 0; n < capacity; n++) await channel.send(n);
    const first = channel.send(capacity);
    const second = channel.send(capacity + 1);
    assertEquals(await settled(first), false);

    assertEquals(await channel.receive(), 0);
    assertEquals(await settled(first), true);
    assertEquals(await settled(second), false);
    assertEquals(await channel.receive(), 1);
    assertEquals(await settled(second), true);
  },
);

eachCapacity(
  "Channel(%i) serves receivers that wait in the order they came",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const receives = [channel.receive(), channel.receive(), channel.receive()];
    for (const n of [1, 2, 3]) await channel.send(n);
    assertEquals(await Promise.all(receives), [1, 2, 3]);
  },
);

eachCapacity(
  "Channel(%i).receive() that timed out takes no value",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    await assertRejects(() => channel.receive({ timeout: 1 }), TimeoutError);
    const next = channel.receive();
    await channel.send(7);
    assertEquals(await next, 7);
  },
);

eachCapacity(
  "Channel(%i).send() that timed out sends nothing and keeps its value",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    for (let n = 0; n < capacity; n++) await channel.send(n);
    const error = await assertRejects(
      () => channel.send(99, { timeout: 1 }),
      TimeoutError,
    );
    assertEquals(error.value, 99);
    assertEquals(channel.size, capacity);
    assertEquals(channel.stats().waitingSenders, 0);
  },
);

eachCapacity(
  "Channel(%i).receive() aborted between two others loses no value",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const controller = new AbortController();
    const first = channel.receive();
    const middle = channel.receive({ signal: controller.signal });
    const last = channel.receive();

    controller.abort(new Error("stop"));
    await assertRejects(() => middle, Error, "stop");

    await channel.send(1);
    await channel.send(2);
    assertEquals([await first, await last], [1, 2]);
  },
);

eachCapacity(
  "Channel(%i) refuses a signal that is aborted, whatever is available",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const signal = AbortSignal.abort(new Error("before"));
    await assertRejects(() => channel.send(1, { signal }), Error, "before");
    assertEquals(channel.size, 0);

    const sent = channel.send(2);
    await assertRejects(() => channel.receive({ signal }), Error, "before");
    assertEquals(await channel.receive({ timeout: 0 }), 2);
    await sent;
  },
);

eachCapacity(
  "Channel(%i).close() drains the buffer and refuses the sends that wait",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    for (let n = 0; n < capacity; n++) await channel.send(n);
    const late = channel.send(99);
    channel.close();

    const error = await assertRejects(() => late, ChannelClosedError);
    assertEquals(error.value, 99);
    for (let n = 0; n < capacity; n++) {
      assertEquals(await channel.receive(), n);
    }
    await assertRejects(() => channel.receive(), ChannelClosedError);
    assertEquals(channel.trySend(1), false);
    assert(channel.closed);
  },
);

eachCapacity(
  "Channel(%i).join() waits for every value to be finished",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const sends = [1, 2].map((n) => channel.send(n));
    await channel.receive();
    await channel.receive();
    await Promise.all(sends);

    const joined = channel.join();
    channel.taskDone();
    assertEquals(await settled(joined), false);
    channel.taskDone();
    assertEquals(await settled(joined), true);
  },
);

eachCapacity(
  "Channel(%i).lease() that is not done puts its value back in front",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const sends = [1, 2].map((n) => channel.send(n));
    {
      using lease = await channel.lease();
      assertEquals([lease.value, lease.attempt], [1, 1]);
    }
    using again = await channel.lease();
    assertEquals([again.value, again.attempt], [1, 2]);
    again.done();
    assertEquals(await channel.receive(), 2);
    await Promise.all(sends);
  },
);

eachCapacity(
  "Channel(%i).lease().retry(value) puts another value back",
  async (capacity) => {
    const channel = new Channel<number[]>({
      capacity,
      size: (batch) => batch.length,
    });
    const sent = channel.sendMany(capacity === 0 ? [[1]] : [[1], []]);
    const lease = await channel.lease();
    lease.retry([8, 9]);
    assertEquals(channel.stats().weight, 2);
    assertEquals(await channel.receive(), [8, 9]);
    await sent;
  },
);
