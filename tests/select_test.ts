import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Channel } from "../lib/channel.ts";
import { ChannelClosedError, TimeoutError } from "../lib/errors.ts";
import { select } from "../lib/select.ts";
import { drained, filled, rejection } from "./channel/support/filled.ts";
import { spied } from "./channel/support/spied_signal.ts";
import { settled } from "./support/settled.ts";
import { checkInvariantsInAllTests } from "./support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "select() of waiting cases does one of them over Channel(%i), the others leave no trace",
  async (capacity) => {
    const jobs = new Channel<number>({ capacity });
    const stop = new Channel<string>({ capacity });
    const full = filled({ capacity });
    const selected = select({
      job: jobs.receiving(),
      stop: stop.receiving(),
      out: full.sending(99),
    });
    assertEquals(await settled(selected), false);
    await stop.send("now");
    assertEquals(await selected, { key: "stop", value: "now" });
    assertEquals(jobs.stats().waitingReceivers, 0);
    assertEquals(full.stats().waitingSenders, 0);
    assertEquals(drained(full).length, capacity);
  },
);

eachCapacity(
  "select() that sends to Channel(%i) is served in turn",
  async (capacity) => {
    const channel = filled({ capacity });
    const first = channel.send(70);
    const selected = select({ send: channel.sending(80) });
    const last = channel.send(90);
    assertEquals(drained(channel).slice(-3), [70, 80, 90]);
    assertEquals(await selected, { key: "send", value: undefined });
    await Promise.all([first, last]);
  },
);

eachCapacity(
  "select() picks each ready case of Channel(%i) now and then",
  async (capacity) => {
    const channels = ["a", "b", "c"].map(() =>
      new Channel<number>({ capacity })
    );
    const sends = channels.map((channel) =>
      channel.sendMany(Array(200).fill(1))
    );
    const counts = new Map<PropertyKey, number>();
    for (let n = 0; n < 200; n++) {
      const cases = Object.fromEntries(
        channels.map((channel, index) => [`c${index}`, channel.receiving()]),
      );
      const { key } = await select(cases);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    assertEquals(counts.size, 3);
    assert([...counts.values()].every((count) => count > 20), `${[...counts]}`);
    for (const channel of channels) channel.abort();
    await Promise.allSettled(sends);
  },
);

Deno.test("select() with two sends to one channel sends one, even if both would fit", async () => {
  const channel = new Channel<string>();
  const selected = select({ a: channel.sending("a"), b: channel.sending("b") });
  channel.resize(2);
  const { key } = await selected;
  assertEquals(drained(channel), [key]);
});

Deno.test("select() that waits with two sends to one channel sends each now and then", async () => {
  const channel = new Channel<string>();
  const counts = { a: 0, b: 0 };
  for (let n = 0; n < 200; n++) {
    const selected = select({
      a: channel.sending("a"),
      b: channel.sending("b"),
    });
    const value = await channel.receive();
    const { key } = await selected;
    assertEquals(key, value);
    counts[key]++;
  }
  // Either is below 20 once in 10^29 runs.
  assert(counts.a > 20 && counts.b > 20, JSON.stringify(counts));
});

Deno.test("select() that waits with two receives of one channel fulfils each now and then", async () => {
  const channel = new Channel<number>();
  const counts = { a: 0, b: 0 };
  for (let n = 0; n < 200; n++) {
    const selected = select({ a: channel.receiving(), b: channel.receiving() });
    await channel.send(n);
    counts[(await selected).key]++;
  }
  assert(counts.a > 20 && counts.b > 20, JSON.stringify(counts));
});

Deno.test("select() aborted with two sends to one channel sends none", async () => {
  const channel = new Channel<number>({ capacity: 4, size: (n) => n });
  await channel.send(1);
  const controller = new AbortController();
  const { signal } = controller;
  const front = channel.send(4, { signal });
  const selected = select({
    heavy: channel.sending(4),
    light: channel.sending(1),
  }, { signal });
  controller.abort("stop");
  assertEquals(await rejection(front), "stop");
  assertEquals(await rejection(selected), "stop");
  assertEquals(drained(channel), [1]);
});

Deno.test("select() that leaves lets who stands behind it in", async () => {
  const channel = new Channel<number>({ capacity: 4, size: (n) => n });
  await channel.send(2);
  const other = new Channel<string>();
  const selected = select({
    heavy: channel.sending(4),
    other: other.receiving(),
  });
  const light = channel.send(1);
  assertEquals(await settled(light), false);
  await other.send("go");
  assertEquals((await selected).key, "other");
  assertEquals(await settled(light), true);
});

Deno.test("select() with both ends of one channel meets a partner, not itself", async () => {
  const channel = new Channel<number>();
  const both = select({ out: channel.sending(1), in: channel.receiving() });
  assertEquals(await settled(both), false);
  assertEquals(await channel.receive(), 1);
  assertEquals((await both).key, "out");

  const again = select({ out: channel.sending(2), in: channel.receiving() });
  await channel.send(3);
  assertEquals(await again, { key: "in", value: 3 });
  assertEquals(channel.tryReceive(), { state: "empty" });
});

Deno.test("two selects meet", async () => {
  const channel = new Channel<number>();
  const out = select({ out: channel.sending(1) });
  const into = select({ into: channel.receiving() });
  assertEquals([(await out).key, (await into).value], ["out", 1]);
});

Deno.test("select() rejects as its operation would, when the channel closes", async () => {
  const closing = new Channel<number>();
  const other = new Channel<number>();
  const cases = () => ({ a: closing.receiving(), b: other.receiving() });
  const waiting = select(cases());
  const reason = new Error("reason");
  closing.close(reason);
  assertStrictEquals(await rejection(waiting), reason);
  assertStrictEquals(await rejection(select(cases())), reason);
  assertEquals(other.stats().waitingReceivers, 0);
  const error = await rejection(select({ send: closing.sending(5) }));
  assert(error instanceof ChannelClosedError);
  assertEquals(error.value, 5);
});

Deno.test("select() says which of its channels was closed, waiting or not", async () => {
  const closing = new Channel<number>();
  const other = new Channel<number>();
  const cases = () => ({ other: other.receiving(), it: closing.receiving() });
  const waiting = select(cases());
  closing.close();
  for (const selected of [waiting, select(cases())]) {
    const error = await rejection(selected);
    assert(error instanceof ChannelClosedError);
    assertEquals(error.key, "it");
    assert(!("value" in error));
  }
  const send = await rejection(select({ out: closing.sending(7) }));
  assert(send instanceof ChannelClosedError);
  assertEquals([send.key, send.value], ["out", 7]);
});

Deno.test("select() that skips closed channels gives all of several sources, and then ends", async () => {
  const sources = { a: [1, 2, 3], b: [], c: [4, 5] };
  const channels = Object.entries(sources).map(([key, values]) => {
    const channel = new Channel<number>();
    channel.sendMany(values).then(() => channel.close());
    return [key, channel] as const;
  });
  const got: [string, number][] = [];
  for (;;) {
    const cases = channels.map(([key, c]) => [key, c.receiving()] as const);
    const selected = select(Object.fromEntries(cases), { closed: "skip" });
    const { key, value } = await selected.catch((error) => {
      assert(error instanceof ChannelClosedError);
      return { key: "", value: 0 };
    });
    if (key === "") break;
    got.push([key, value]);
  }
  got.sort(([, a], [, b]) => a - b);
  assertEquals(got, [["a", 1], ["a", 2], ["a", 3], ["c", 4], ["c", 5]]);
});

Deno.test("select() that skips closed channels goes on waiting for the others", async () => {
  const [a, b] = [new Channel<number>(), new Channel<number>()];
  const skip = { closed: "skip" } as const;
  const selected = select({ a: a.receiving(), b: b.sending(1) }, skip);
  a.close();
  assertEquals(await settled(selected), false);
  assertEquals(await b.receive(), 1);
  assertEquals((await selected).key, "b");
  const last = select({ a: a.receiving(), b: b.receiving() }, skip);
  assertEquals(await settled(last), false);
  b.close();
  const error = await rejection(last);
  assert(error instanceof ChannelClosedError);
  assert(!("key" in error));
});

Deno.test("select() that skips closed channels rejects with the reason of one that failed", async () => {
  const failed = new Channel<number>();
  const other = new Channel<number>();
  const cases = () => ({ a: failed.receiving(), b: other.receiving() });
  const waiting = select(cases(), { closed: "skip" });
  const reason = new Error("broken");
  failed.close(reason);
  assertStrictEquals(await rejection(waiting), reason);
  const late = select(cases(), { closed: "skip" });
  assertStrictEquals(await rejection(late), reason);
  assertEquals(other.stats().waitingReceivers, 0);
});

Deno.test("select() refuses a meaning of closed that there is not", async () => {
  const channel = filled({ capacity: 1 });
  const options = { closed: "ignore" as "skip" };
  const error = await rejection(select({ a: channel.receiving() }, options));
  assert(error instanceof RangeError);
  assertEquals(channel.size, 1);
});

Deno.test("select() refuses an aborted signal, whatever is ready", async () => {
  const channel = filled({ capacity: 1 });
  const options = { signal: AbortSignal.abort("before") };
  const error = await rejection(select({ a: channel.receiving() }, options));
  assertEquals([error, channel.size], ["before", 1]);
});

Deno.test("select() leaves no listener, however it ends", async () => {
  const controller = new AbortController();
  const { signal, listeners } = spied(controller);
  const channel = new Channel<number>();
  const served = select({ a: channel.receiving() }, { signal, timeout: 1e6 });
  await channel.send(1);
  await served;
  assertEquals(listeners(), 0);
  const late = select({ a: channel.receiving() }, { signal, timeout: 0 });
  assert(await rejection(late) instanceof TimeoutError);
  assertEquals(listeners(), 0);
  const aborted = select({ a: channel.receiving() }, { signal });
  assertEquals(listeners(), 1);
  controller.abort("stop");
  assertEquals(await rejection(aborted), "stop");
  assertEquals([listeners(), channel.stats().waitingReceivers], [0, 0]);
});

Deno.test("select() passes over cases that are undefined, and refuses to wait for none", async () => {
  const channel = filled({ capacity: 1 });
  const { value } = await select({ never: undefined, a: channel.receiving() });
  assertEquals(value, 0);
  assert(await rejection(select({})) instanceof TypeError);
  assert(await rejection(select({ never: undefined })) instanceof TypeError);
});

Deno.test("select() refuses what is no operation, and says what is", async () => {
  const channel = filled({ capacity: 2 });
  for (const wrong of [channel.receive(), 5, "text", null, {}, () => {}]) {
    const cases = { a: channel.receiving(), wrong: wrong as never };
    const error = await rejection(select(cases));
    assert(error instanceof TypeError);
    assert(error.message.includes("wrong is no operation"));
  }
  assertEquals(channel.size, 1);
});

Deno.test("an operation that is only made does nothing", () => {
  const channel = filled({ capacity: 2 });
  channel.receiving();
  channel.sending(9);
  const { buffered, accepted } = channel.stats();
  assertEquals([buffered, accepted], [2, 2]);
});
