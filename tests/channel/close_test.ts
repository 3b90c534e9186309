import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { ChannelClosedError, UnsentError } from "../../lib/errors.ts";
import { select } from "../../lib/select.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).close(reason) drains, then rejects with that very reason",
  async (capacity) => {
    const channel = filled({ capacity });
    const reason = { because: "of this" };
    channel.close(reason);
    channel.close("another");
    assertEquals(drained(channel).length, capacity);
    assertStrictEquals(await rejection(channel.receive()), reason);
    assertStrictEquals(await rejection(channel.receiveMany(2)), reason);
    assertStrictEquals(await rejection(channel.lease()), reason);
  },
);

eachCapacity(
  "Channel(%i).close(undefined) is a close with a reason",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const waiting = channel.receive();
    channel.close(undefined);
    assertEquals(await rejection(waiting), undefined);
    assertEquals(await rejection(channel.receive()), undefined);
  },
);

eachCapacity(
  "Channel(%i).close() leaves no promise unsettled",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const receiving = [
      channel.receive(),
      channel.receive({ timeout: 1e6, signal: new AbortController().signal }),
      channel.receiveMany(3),
      channel.lease(),
      channel.values().next(),
      select({ one: channel.receiving() }),
      channel.toReadableStream().getReader().read(),
    ];
    channel.close();
    for (const promise of receiving) assert(await settled(promise));

    const full = filled({ capacity });
    const sending = [
      full.send(1),
      full.send(2, { timeout: 1e6 }),
      full.sendMany([3, 4]),
      select({ one: full.sending(5) }),
    ];
    full.close();
    for (const promise of sending) assert(await settled(promise));
  },
);

eachCapacity(
  "Channel(%i).close() gives every sender its values back, in order",
  async (capacity) => {
    const lost: string[] = [];
    const channel = filled({
      capacity,
      onUndelivered: (value, why) => void lost.push(`${value} ${why}`),
    });
    const sends = [channel.send(70), channel.sendMany([80, 81])];
    channel.close();

    const [one, many] = await Promise.all(sends.map(rejection));
    assert(one instanceof ChannelClosedError);
    assertEquals(one.value, 70);
    assert(many instanceof UnsentError);
    assertEquals(many.values, [80, 81]);
    assert(many.cause instanceof ChannelClosedError);
    assertEquals(lost, ["70 closed", "80 closed", "81 closed"]);
    assertEquals(channel.stats().refused, 3);
  },
);

eachCapacity(
  "Channel(%i).close() raises no unhandled rejection for a forgotten wait",
  async (capacity) => {
    const unhandled: unknown[] = [];
    const keep = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    addEventListener("unhandledrejection", keep);
    const full = filled({ capacity });
    const empty = new Channel<number>({ capacity });
    void full.send(1);
    void full.sendMany([2]);
    void select({ case: full.sending(3) });
    void empty.receive();
    void empty.receiveMany(2);
    void empty.lease();
    void empty.values().next();
    void select({ case: empty.receiving() });
    full.close(new Error("reason"));
    empty.close(new Error("reason"));
    await settled(Promise.resolve());
    removeEventListener("unhandledrejection", keep);
    assertEquals(unhandled, []);
  },
);

Deno.test("an accepted value is received although its sender closed at once (flume #120)", async () => {
  const channel = new Channel<number>();
  const receiving = channel.receive();
  const sent = channel.send(1);
  channel.close();
  assertEquals(await receiving, 1);
  await sent;
});

Deno.test("every kind of value is received, none taken for the end (anyio #731)", async () => {
  const values = [undefined, null, 0, "", false, NaN];
  const channel = new Channel<unknown>({ capacity: 16 });
  const waiting = channel.receive();
  await channel.sendMany([undefined, ...values]);
  channel.close();
  assertEquals(await waiting, undefined);
  assertEquals(await Array.fromAsync(channel), values);
});

const eachEnd = Deno.test.each(["close", "abort"] as const);

eachEnd(
  "Channel.%s() with 200,000 values of one sendMany waiting accounts for each",
  async (end) => {
    const count = 200_000;
    const lost: number[] = [];
    const channel = new Channel<number>({
      capacity: 1,
      onUndelivered: (value) => void lost.push(value),
    });
    const values = Array.from({ length: count }, (_, n) => n);
    const sent = channel.sendMany(values);
    channel[end]();
    const error = await rejection(sent);
    assert(error instanceof UnsentError);
    assertEquals(error.values.length, count - 1);
    const { refused, undelivered, buffered } = channel.stats();
    assertEquals(refused, count - 1);
    assertEquals(undelivered + buffered, 1);
    assertEquals(lost.length, count - buffered);
  },
);
