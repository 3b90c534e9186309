// What the tests of `Channel` in @std/async 1.5 demand, in our own words, claim by
// claim and in their order: ours can take its place.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { ChannelClosedError } from "../../lib/errors.ts";
import { rejection } from "./support/filled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const claim = (text: string, body: () => void | Promise<void>) =>
  Deno.test(`Channel as in @std/async: ${text}`, body);

/** A promise beside whether it has settled. */
function watched<T>(promise: Promise<T>) {
  const state = { promise, settled: false };
  promise.then(() => state.settled = true, () => state.settled = true);
  return state;
}

function buffered(capacity: number, ...values: number[]): Channel<number> {
  const channel = new Channel<number>({ capacity });
  for (const value of values) assert(channel.trySend(value));
  return channel;
}

async function collect<T>(source: AsyncIterable<T>) {
  const values: T[] = [];
  try {
    for await (const value of source) values.push(value);
  } catch (error) {
    return { values, error };
  }
  return { values };
}

claim("without a capacity nothing is buffered", () => {
  for (const channel of [new Channel<number>(), new Channel<number>({})]) {
    assertEquals([channel.capacity, channel.size], [0, 0]);
  }
  assertEquals(new Channel<number>({ capacity: 8 }).capacity, 8);
});

claim("a capacity is an integer from 0 on, and not Infinity", () => {
  for (const capacity of [-1, 1.5, NaN, Infinity]) {
    assertThrows(() => new Channel({ capacity }), RangeError);
  }
});

claim("buffered values come out in the order they went in", async () => {
  const channel = new Channel<number>({ capacity: 4 });
  for (const value of [1, 2, 3]) await channel.send(value);
  assertEquals(channel.size, 3);
  for (const value of [1, 2, 3]) assertEquals(await channel.receive(), value);
  assertEquals(channel.size, 0);
});

claim("the buffer goes round", async () => {
  const channel = buffered(2, 1, 2);
  assertEquals(await channel.receive(), 1);
  await channel.send(3);
  assertEquals(await channel.receive(), 2);
  assertEquals(await channel.receive(), 3);
});

claim("without a buffer a send waits for its receive", async () => {
  const channel = new Channel<number>();
  const sent = watched(channel.send(42));
  await Promise.resolve();
  assert(!sent.settled);
  assertEquals(await channel.receive(), 42);
  await sent.promise;
});

claim("without a buffer a receive waits for its send", async () => {
  const channel = new Channel<number>();
  const received = watched(channel.receive());
  await Promise.resolve();
  assert(!received.settled);
  await channel.send(99);
  assertEquals(await received.promise, 99);
});

claim("a send waits while the buffer is full", async () => {
  const channel = buffered(1, 1);
  const sent = watched(channel.send(2));
  await Promise.resolve();
  assert(!sent.settled);
  assertEquals(await channel.receive(), 1);
  await sent.promise;
  assertEquals(await channel.receive(), 2);
});

claim("senders go on in the order they came", async () => {
  const channel = buffered(1, 0);
  const order: number[] = [];
  const sends = [1, 2, 3].map((n) => channel.send(n).then(() => order.push(n)));
  for (const n of [0, 1, 2, 3]) {
    assertEquals(await channel.receive(), n);
    await sends[n];
  }
  assertEquals(order, [1, 2, 3]);
});

claim("receivers are served in the order they came", async () => {
  const channel = new Channel<number>();
  const order: number[] = [];
  const receives = [1, 2, 3].map(() =>
    channel.receive().then((value) => order.push(value))
  );
  for (const [index, value] of [10, 20, 30].entries()) {
    await channel.send(value);
    await receives[index];
  }
  assertEquals(order, [10, 20, 30]);
});

claim("close() closes, and closing again does nothing", () => {
  const channel = new Channel<number>();
  assert(!channel.closed);
  channel.close();
  channel.close();
  assert(channel.closed);
});

claim("a closed channel refuses a send and gives its value back", async () => {
  const channel = new Channel<number>();
  channel.close();
  const error = await assertRejects(() => channel.send(42), ChannelClosedError);
  assertEquals(error.value, 42);
});

claim(
  "a channel that is closed and empty rejects receives with one error",
  async () => {
    const channel = new Channel<number>();
    channel.close();
    const [first, second] = [
      await rejection(channel.receive()),
      await rejection(channel.receive()),
    ];
    assert(first instanceof ChannelClosedError);
    assert(first === second);
  },
);

claim("what is buffered can be received after close()", async () => {
  const channel = buffered(4, 1, 2);
  channel.close();
  assertEquals(await channel.receive(), 1);
  assertEquals(await channel.receive(), 2);
  await assertRejects(() => channel.receive(), ChannelClosedError);
});

claim(
  "close() rejects every send that waits, each with its value",
  async () => {
    const channel = new Channel<number>();
    const sends = [1, 2].map((n) => channel.send(n));
    channel.close();
    for (const [index, sent] of sends.entries()) {
      const error = await assertRejects(() => sent, ChannelClosedError);
      assertEquals(error.value, index + 1);
    }
  },
);

claim("close() rejects every receive that waits", async () => {
  const channel = new Channel<number>();
  const receives = [channel.receive(), channel.receive()];
  channel.close();
  for (const received of receives) {
    await assertRejects(() => received, ChannelClosedError);
  }
});

claim(
  "close(reason) rejects receives with the reason, waiting or not, after the buffer",
  async () => {
    const reason = new Error("upstream");
    const empty = new Channel<number>();
    const waiting = [empty.receive(), empty.receive()];
    empty.close(reason);
    for (const received of [...waiting, empty.receive()]) {
      assert(await rejection(received) === reason);
    }
    const channel = buffered(2, 1);
    channel.close(reason);
    assertEquals(await channel.receive(), 1);
    assert(await rejection(channel.receive()) === reason);
  },
);

claim(
  "close(reason) rejects a send with ChannelClosedError all the same",
  async () => {
    const channel = new Channel<number>();
    const sent = channel.send(7);
    channel.close(new Error("reason"));
    const error = await assertRejects(() => sent, ChannelClosedError);
    assertEquals(error.value, 7);
  },
);

claim("undefined is a reason", async () => {
  const channel = new Channel<number>();
  channel.close(undefined);
  assertEquals(await rejection(channel.receive()), undefined);
});

claim(
  "trySend() sends where there is room or a receiver, and says so",
  async () => {
    assertEquals(buffered(2, 1, 2).size, 2);
    assert(!buffered(1, 1).trySend(2));
    assert(!new Channel<number>().trySend(1));
    const closed = new Channel<number>({ capacity: 1 });
    closed.close();
    assert(!closed.trySend(1));
    const channel = new Channel<number>();
    const received = channel.receive();
    assert(channel.trySend(42));
    assertEquals(await received, 42);
  },
);

claim(
  "tryReceive() gives a value, or says that there is none, or no more",
  () => {
    const channel = buffered(2, 1);
    assertEquals(channel.tryReceive(), { state: "ok", value: 1 });
    assertEquals(channel.tryReceive(), { state: "empty" });
    assert(channel.trySend(2));
    channel.close();
    assertEquals(channel.tryReceive(), { state: "ok", value: 2 });
    assertEquals(channel.tryReceive(), { state: "closed" });
  },
);

claim("tryReceive() makes no new object for what it did not get", () => {
  const open = new Channel<number>({ capacity: 1 });
  assert(open.tryReceive() === open.tryReceive());
  open.close();
  assert(open.tryReceive() === open.tryReceive());
});

claim("undefined is a value", async () => {
  const channel = new Channel<undefined>({ capacity: 1 });
  await channel.send(undefined);
  assertEquals(channel.tryReceive(), { state: "ok", value: undefined });
});

claim(
  "tryReceive() takes from a sender that waits, and lets it into the buffer",
  async () => {
    const direct = new Channel<number>();
    const sent = direct.send(7);
    assertEquals(direct.tryReceive(), { state: "ok", value: 7 });
    await sent;
    const channel = buffered(1, 1);
    const next = channel.send(2);
    assertEquals(channel.tryReceive(), { state: "ok", value: 1 });
    assertEquals(channel.size, 1);
    await next;
    assertEquals(await channel.receive(), 2);
  },
);

const WAYS = ["send", "receive"] as const;

function waitOn(
  way: typeof WAYS[number],
  channel: Channel<number>,
  options: { readonly signal?: AbortSignal },
): Promise<unknown> {
  return way === "send" ? channel.send(42, options) : channel.receive(options);
}

for (const way of WAYS) {
  claim(`${way}() rejects when its signal is or becomes aborted`, async () => {
    const channel = new Channel<number>();
    const early = AbortSignal.abort("stopped");
    const refused = waitOn(way, channel, { signal: early });
    assertEquals(await rejection(refused), "stopped");
    const controller = new AbortController();
    const waiting = waitOn(way, channel, { signal: controller.signal });
    controller.abort(new Error("cancelled"));
    await assertRejects(() => waiting, Error, "cancelled");
    assert(!channel.closed);
  });

  claim(`${way}() that is closed rejects as without a signal`, async () => {
    const channel = new Channel<number>();
    const { signal } = new AbortController();
    const waiting = waitOn(way, channel, { signal });
    channel.close();
    const error = await assertRejects(() => waiting, ChannelClosedError);
    assertEquals(error.value, way === "send" ? 42 : undefined);
  });

  claim(
    `${way}() that was aborted is passed over, wherever it stood`,
    async () => {
      for (const gone of [0, 1, 2]) {
        const channel = new Channel<number>();
        const controllers = [0, 1, 2].map(() => new AbortController());
        const waits = controllers.map(({ signal }, n) =>
          way === "send"
            ? channel.send(n, { signal })
            : channel.receive({ signal })
        );
        controllers[gone]?.abort(new Error("gone"));
        await assertRejects(
          () => waits[gone] as Promise<unknown>,
          Error,
          "gone",
        );
        for (const left of [0, 1, 2].filter((n) => n !== gone)) {
          if (way === "send") assertEquals(await channel.receive(), left);
          else await channel.send(left);
          const value = await waits[left];
          assertEquals(value, way === "send" ? undefined : left);
        }
      }
    },
  );

  claim(`${way}() that was aborted is not there for close()`, async () => {
    const channel = new Channel<number>();
    const controller = new AbortController();
    const first = waitOn(way, channel, { signal: controller.signal });
    const second = waitOn(way, channel, {});
    controller.abort("gone");
    assertEquals(await rejection(first), "gone");
    channel.close();
    await assertRejects(() => second, ChannelClosedError);
  });
}

claim("a signal that is aborted too late changes nothing", async () => {
  const channel = new Channel<number>({ capacity: 1 });
  const controller = new AbortController();
  const { signal } = controller;
  await channel.send(42, { signal });
  assertEquals(await channel.receive({ signal }), 42);
  const received = channel.receive({ signal });
  await channel.send(99, { signal });
  assertEquals(await received, 99);
  controller.abort();
  assert(!channel.closed);
});

claim("iteration drains a channel and stops when it is closed", async () => {
  const channel = buffered(4, 1, 2, 3);
  channel.close();
  assertEquals(await collect(channel), { values: [1, 2, 3] });
});

claim("iteration throws the reason of close(), after the buffer", async () => {
  const reason = new Error("fail");
  for (const values of [[1], []]) {
    const channel = buffered(2, ...values);
    channel.close(reason);
    assertEquals(await collect(channel), { values, error: reason });
  }
});

async function produceFive(channel: Channel<number>): Promise<void> {
  for (let n = 0; n < 5; n++) await channel.send(n);
  channel.close();
}

claim("iteration and stream go along with a producer", async () => {
  for (const way of ["iteration", "stream"]) {
    const channel = new Channel<number>({ capacity: 2 });
    const produced = produceFive(channel);
    const source = way === "stream" ? channel.toReadableStream() : channel;
    assertEquals(await collect(source), { values: [0, 1, 2, 3, 4] });
    await produced;
  }
});

claim(
  "a stream gives what is buffered, and ends as the channel was closed",
  async () => {
    const quiet = buffered(4, 1, 2);
    quiet.close();
    assertEquals(await collect(quiet.toReadableStream()), { values: [1, 2] });
    const reason = new Error("fail");
    const failed = buffered(2, 1);
    failed.close(reason);
    const stream = failed.toReadableStream();
    assertEquals(await collect(stream), { values: [1], error: reason });
  },
);

claim(
  "a cancelled stream closes the channel, with its reason if it has one",
  async () => {
    const quiet = new Channel<number>();
    await quiet.toReadableStream().cancel();
    assert(quiet.closed);
    await assertRejects(() => quiet.receive(), ChannelClosedError);
    const reason = new Error("cancelled");
    const channel = new Channel<number>({ capacity: 2 });
    await channel.toReadableStream().cancel(reason);
    assert(await rejection(channel.receive()) === reason);
  },
);

claim("several streams share the values", async () => {
  const channel = buffered(8, 0, 1, 2, 3, 4, 5);
  channel.close();
  const readers = [1, 2].map(() => channel.toReadableStream().getReader());
  const values: number[] = [];
  for (let turn = 0;; turn++) {
    const read = await readers[turn % 2]?.read();
    if (read === undefined || read.done) break;
    values.push(read.value);
  }
  assertEquals(values, [0, 1, 2, 3, 4, 5]);
  for (const reader of readers) await reader.cancel();
});

claim("leaving the scope of using or await using closes it", async () => {
  const channels = [new Channel<number>(), new Channel<number>()] as const;
  channels[0][Symbol.dispose]();
  await channels[1][Symbol.asyncDispose]();
  assert(channels.every(({ closed }) => closed));
});

claim(
  "ChannelClosedError is an Error, and has a value only from a send",
  async () => {
    const error = new ChannelClosedError("test");
    assert(error instanceof Error);
    assertEquals(error.name, "ChannelClosedError");
    const channel = new Channel<object>();
    channel.close();
    const value = { id: 1 };
    const sent = await assertRejects(
      () => channel.send(value),
      ChannelClosedError,
    );
    assert(sent.value === value);
    const received = await assertRejects(
      () => channel.receive(),
      ChannelClosedError,
    );
    assert(!("value" in received));
  },
);
