import { assert, assertEquals, assertThrows } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { UnsentError } from "../../lib/errors.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

function weighted(capacity: number, lost: string[] = []): Channel<number> {
  return new Channel<number>({
    capacity,
    size: (value) => value,
    onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
  });
}

Deno.test("a heavy sender in front is never overtaken", async () => {
  const channel = weighted(4);
  await channel.send(3);
  const heavy = channel.send(4);
  const light = channel.send(1);
  assertEquals(channel.trySend(1), false);
  assertEquals(await settled(light), false);
  assertEquals(await channel.receive(), 3);
  assertEquals(await settled(heavy), true);
  assertEquals(await settled(light), false);
  assertEquals(await channel.receive(), 4);
  assertEquals(await settled(light), true);
});

Deno.test("room for several lets several in at once", async () => {
  const channel = weighted(4);
  await channel.send(4);
  const sends = [
    channel.send(1),
    channel.send(2),
    channel.send(1),
    channel.send(1),
  ];
  assertEquals(await channel.receive(), 4);
  assertEquals(
    await Promise.all(sends.map(settled)),
    [true, true, true, false],
  );
  assertEquals(channel.stats().weight, 4);
  assertEquals(drained(channel), [1, 2, 1, 1]);
  assertEquals(channel.stats().weight, 0);
});

Deno.test("a value heavier than the capacity is refused by every send", async () => {
  const lost: string[] = [];
  const channel = weighted(4, lost);
  assert(await rejection(channel.send(5)) instanceof RangeError);
  assertEquals(channel.trySend(5), false);
  const error = await rejection(channel.sendMany([1, 6]));
  assert(error instanceof UnsentError);
  assert(error.cause instanceof RangeError);
  assertEquals(error.values, [1, 6]);
  assertEquals(channel.stats().accepted, 0);
  assertEquals(lost, ["5 oversize", "1 oversize", "6 oversize"]);
});

Deno.test("a value that cannot be weighed is refused", async () => {
  const channel = weighted(4);
  for (const value of [-1, NaN, Infinity]) {
    assert(await rejection(channel.send(value)) instanceof RangeError);
    assert(await rejection(channel.sendMany([value])) instanceof RangeError);
    assertThrows(() => channel.trySend(value), RangeError);
  }
  assertEquals(channel.size, 0);
});

Deno.test("a value that weighs nothing always fits behind the others", async () => {
  const channel = weighted(1);
  await channel.sendMany([1, 0, 0]);
  const waiting = channel.send(1);
  assertEquals(channel.trySend(0), false);
  assertEquals(drained(channel), [1, 0, 0, 1]);
  await waiting;
});

Deno.test("without a buffer, whatever it weighs meets its receiver", async () => {
  const channel = weighted(0);
  const sent = channel.send(100);
  assertEquals(await channel.receive(), 100);
  await sent;
});

const eachResize = Deno.test.each([[0, 1], [0, 16], [1, 2], [2, 16]] as const);

eachResize(
  "Channel(%i).resize(%i) lets in who waits, in order",
  async (from, to) => {
    const channel = filled({ capacity: from });
    const sends = Array.from({ length: 20 }, (_, n) => channel.send(from + n));
    channel.resize(to);
    assertEquals(channel.size, to);
    assertEquals(await settled(sends[to - from - 1] as Promise<void>), true);
    assertEquals(await settled(sends[to - from] as Promise<void>), false);
    assertEquals(
      drained(channel),
      Array.from({ length: from + 20 }, (_, n) => n),
    );
    await Promise.all(sends);
  },
);

eachResize(
  "Channel(…).resize(%i) from %i keeps what is inside, and waits for room",
  async (to, from) => {
    const channel = filled({ capacity: from });
    channel.resize(to);
    assertEquals([channel.size, channel.capacity], [from, to]);
    const sent = channel.send(99);
    for (let n = 0; n < from - to; n++) {
      assertEquals(await channel.receive(), n);
      assertEquals(await settled(sent), false);
    }
    if (to > 0) await channel.receive();
    else assertEquals(await channel.receive(), 99);
    assertEquals(await settled(sent), true);
  },
);

Deno.test("resize() refuses who could never be sent, and lets the next in", async () => {
  const lost: string[] = [];
  const channel = weighted(8, lost);
  await channel.send(2);
  const heavy = channel.send(8);
  const batch = channel.sendMany([1, 7]);
  const light = channel.send(3);
  channel.resize(5);
  assert(await rejection(heavy) instanceof RangeError);
  const error = await rejection(batch);
  assert(error instanceof UnsentError);
  assertEquals(error.values, [1, 7]);
  assertEquals(await settled(light), true);
  assertEquals(lost, ["8 oversize", "1 oversize", "7 oversize"]);
});

Deno.test("resize() refuses a capacity that is none", () => {
  const channel = new Channel<number>({ capacity: 1 });
  for (const capacity of [-1, 1.5, NaN, Infinity]) {
    assertThrows(() => channel.resize(capacity), RangeError);
  }
  assertEquals(channel.capacity, 1);
});
