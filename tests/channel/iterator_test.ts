import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { TimeoutError } from "../../lib/errors.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";
import { spied } from "./support/spied_signal.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i) iterators settle a pending next() at return(), and take nothing",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const iterator = channel.values();
    const pending = [iterator.next(), iterator.next()];
    await iterator.return?.();
    for (const next of pending) {
      assertEquals(await next, { done: true, value: undefined });
    }
    assertEquals(channel.stats().waitingReceivers, 0);
    assertEquals(channel.closed, false);
    const received = channel.receive();
    await channel.send(1);
    assertEquals(await received, 1);
    assertEquals(await iterator.next(), { done: true, value: undefined });
  },
);

eachCapacity(
  "Channel(%i) iterators that stop leave the rest to others",
  async (capacity) => {
    const channel = filled({ capacity });
    const sent = channel.sendMany([50, 51]);
    for await (const _ of channel) break;
    const rest = drained(channel);
    assertEquals(rest.length, capacity + 1);
    assertEquals(rest.at(-1), 51);
    await sent;
  },
);

eachCapacity(
  "Channel(%i) iterators serve several next() in order",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const iterator = channel[Symbol.asyncIterator]();
    const nexts = [iterator.next(), iterator.next(), iterator.next()];
    await channel.sendMany([1, 2]);
    channel.close();
    assertEquals(await Promise.all(nexts), [
      { done: false, value: 1 },
      { done: false, value: 2 },
      { done: true, value: undefined },
    ]);
  },
);

eachCapacity(
  "Channel(%i).values() ends each wait by its signal or timeout",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const { signal, listeners } = spied(new AbortController());
    const iterator = channel.values({ signal, timeout: 0 });
    assert(await rejection(iterator.next()) instanceof TimeoutError);
    const controller = new AbortController();
    const other = channel.values({ signal: controller.signal });
    const next = other.next();
    controller.abort("stop");
    assertEquals(await rejection(next), "stop");
    assertEquals(await rejection(other.next()), "stop");
    assertEquals([listeners(), channel.stats().waitingReceivers], [0, 0]);
  },
);

Deno.test("return() removes the listener of a pending next()", async () => {
  const channel = new Channel<number>();
  const { signal, listeners } = spied(new AbortController());
  const iterator = channel.values({ signal });
  const next = iterator.next();
  assertEquals(listeners(), 1);
  await iterator.return?.();
  assertEquals(listeners(), 0);
  assert((await next).done);
});

Deno.test("next() that has its value keeps it although return() follows", async () => {
  const channel = new Channel<number>({ capacity: 1 });
  const iterator = channel.values();
  const next = iterator.next();
  assert(channel.trySend(1));
  await iterator.return?.();
  assertEquals(await next, { done: false, value: 1 });
});

Deno.test("throw() ends an iterator with the error", async () => {
  const channel = new Channel<number>();
  const iterator = channel.values();
  const next = iterator.next();
  assertEquals(
    await rejection(iterator.throw?.("oops") as Promise<unknown>),
    "oops",
  );
  assert((await next).done);
});

Deno.test("two iterators share the values, each gets every other", async () => {
  const channel = new Channel<number>();
  const [a, b] = [channel.values(), channel.values()];
  const nexts = [a.next(), b.next(), a.next(), b.next()];
  assertEquals(await settled(nexts[0] as Promise<unknown>), false);
  await channel.sendMany([1, 2, 3, 4]);
  const values = (await Promise.all(nexts)).map(({ value }) => value);
  assertEquals(values, [1, 2, 3, 4]);
});
