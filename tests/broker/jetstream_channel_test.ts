import { assert, assertEquals, assertRejects } from "@std/assert";
import { ChannelClosedError, TimeoutError } from "@sluice/sluice";
import {
  BrokerError,
  JetStreamChannel,
  type OpenOptions,
} from "@sluice/sluice/broker";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import { until } from "./support/until.ts";
import { PlainClient } from "./support/plain_client.ts";

function open<T = number>(
  server: NatsServer,
  capacity: number,
  options: OpenOptions<T> = {},
): Promise<JetStreamChannel<T>> {
  return JetStreamChannel.open<T>(server.address("q"), {
    create: { capacity },
    ...options,
  });
}

async function fill(queue: JetStreamChannel<number>, count: number) {
  for (let n = 0; n < count; n++) await queue.send(n);
}

brokerTest(
  "A queue gives values in the order of their sends",
  async (server) => {
    await using queue = await open(server, 16);
    const sending = fill(queue, 100).then(() => queue.close());
    const got: number[] = [];
    for await (const n of queue) got.push(n);
    await sending;
    assertEquals(got, Array.from({ length: 100 }, (_, n) => n));
  },
);

brokerTest("Of 500 sends at once, a queue of 100 takes 100", async (server) => {
  await using queue = await open(server, 100, { window: 500 });
  const sends = Array.from({ length: 500 }, (_, n) => queue.trySend(n));
  const taken = await Promise.all(sends);
  assertEquals(taken.filter((isTaken) => isTaken).length, 100);
  assertEquals((await queue.stats()).waiting, 100);
});

brokerTest("What is being worked on takes up capacity", async (server) => {
  await using queue = await open(server, 4);
  await fill(queue, 4);
  const leases = await queue.leaseMany(4);
  assertEquals(await queue.trySend(4), false);
  const { running, waiting } = await queue.stats();
  assertEquals([running, waiting], [leases.length, 4 - leases.length]);
  leases[0]?.done();
  await queue.send(4, { timeout: 2000 });
});

brokerTest("A send that waits is woken when there is room", async (server) => {
  await using queue = await open(server, 1);
  await queue.send(0);
  const waiting = queue.send(1);
  await until(async () => (await queue.stats()).waiting === 1);
  const lease = await queue.lease();
  lease.done();
  await waiting;
});

brokerTest("A lost wake-up costs a poll, not a hang", async (server) => {
  await using queue = await open(server, 1);
  await queue.send(0);
  const waiting = queue.send(1);
  // A holder that finishes a value and dies before it can say so.
  await using silent = await PlainClient.connect(server);
  const consumer = await silent.js.consumers.get("q", "workers");
  const message = await consumer.next({ expires: 1000 });
  await message?.ackAck();
  await waiting;
});

brokerTest(
  "A send rejects as its signal says, and sends nothing",
  async (server) => {
    await using queue = await open(server, 1);
    await queue.send(0);
    const controller = new AbortController();
    const waiting = queue.send(1, { signal: controller.signal });
    // Whoever asks the broker has waited until it answered.
    await queue.stats();
    controller.abort(new Error("enough"));
    await assertRejects(() => waiting, Error, "enough");
    const error = await assertRejects(
      () => queue.send(2, { timeout: 30 }),
      TimeoutError,
    );
    assertEquals(error.value, 2);
    assertEquals(await queue.receive(), 0);
    await assertRejects(() => queue.receive({ timeout: 300 }), TimeoutError);
  },
);

brokerTest(
  "An aborted signal rejects before anything is done",
  async (server) => {
    await using queue = await open(server, 2);
    const signal = AbortSignal.abort(new Error("no"));
    await assertRejects(() => queue.send(1, { signal }), Error, "no");
    await assertRejects(() => queue.receive({ signal }), Error, "no");
    assertEquals((await queue.stats()).waiting, 0);
    await assertRejects(() => queue.send(1, { timeout: -1 }), RangeError);
    await assertRejects(() => queue.receive({ timeout: NaN }), RangeError);
  },
);

brokerTest(
  "A receive that gave up takes no value from others",
  async (server) => {
    await using queue = await open(server, 8);
    await assertRejects(() => queue.receive({ timeout: 20 }), TimeoutError);
    await queue.send(7);
    await using other = await open(server, 8);
    assertEquals(await other.receive({ timeout: 3000 }), 7);
  },
);

brokerTest("A lease that is not done goes back, and counts", async (server) => {
  await using queue = await open(server, 2);
  await queue.send(5);
  {
    using first = await queue.lease();
    assertEquals([first.value, first.attempt], [5, 1]);
  }
  using again = await queue.lease();
  assertEquals([again.value, again.attempt, again.sequence], [5, 2, 1]);
  again.done();
  await queue.join({ timeout: 5000 });
});

brokerTest(
  "A value is kept while its holder lives, and longer than a lease",
  async (server) => {
    const create = { capacity: 2, lease: 500 };
    await using queue = await open(server, 2, { create });
    await queue.send(1);
    const lease = await queue.lease();
    await using other = await open(server, 2);
    await assertRejects(() => other.receive({ timeout: 1800 }), TimeoutError);
    assertEquals(lease.isExpired, false);
    lease.done();
    await queue.join({ timeout: 5000 });
  },
);

brokerTest(
  "A closed queue refuses, gives what it holds, and ends",
  async (server) => {
    await using queue = await open(server, 4);
    await fill(queue, 4);
    const waiting = assertRejects(() => queue.send(4), ChannelClosedError);
    await queue.close();
    await queue.close();
    const error = await waiting;
    assertEquals(error.value, 4);
    await assertRejects(() => queue.send(5), ChannelClosedError);
    await assertRejects(() => queue.trySend(5), ChannelClosedError);
    const got: number[] = [];
    for await (const n of queue) got.push(n);
    assertEquals(got, [0, 1, 2, 3]);
    assertEquals(queue.closed, true);
    await assertRejects(() => queue.receive(), ChannelClosedError);
  },
);

brokerTest("A loop that is left gives its last value back", async (server) => {
  await using queue = await open(server, 4);
  await fill(queue, 3);
  for await (const n of queue) if (n === 1) break;
  const rest = [await queue.receive(), await queue.receive()];
  assertEquals(rest.toSorted(), [1, 2]);
});

brokerTest("The same value is stored once under its id", async (server) => {
  await using queue = await open(server, 4);
  const first = await queue.send(1, { id: "a" });
  const again = await queue.send(1, { id: "a" });
  assertEquals(first, { sequence: 1, isDuplicate: false });
  assertEquals(again, { sequence: 1, isDuplicate: true });
  await queue.send(3, { id: "b" });
  using lease = await queue.lease();
  assertEquals([lease.value, lease.id], [1, "a"]);
  lease.done();
  assertEquals(await queue.receive(), 3);
  // Also when the first is finished.
  assertEquals((await queue.send(1, { id: "a" })).isDuplicate, true);
  assertEquals((await queue.stats()).waiting, 0);
});

brokerTest(
  "Another value under a known id is never taken for the first",
  async (server) => {
    await using queue = await open(server, 4);
    await queue.send(1, { id: "a" });
    const error = await assertRejects(
      () => queue.send(2, { id: "a" }),
      BrokerError,
    );
    assertEquals(error.kind, "id");
    await using other = await open(server, 4);
    const { isDuplicate } = await other.send(2, { id: "a" });
    assertEquals(isDuplicate, false);
    const got = [await queue.receive(), await queue.receive()];
    assertEquals(got.sort(), [1, 2]);
  },
);

brokerTest("join waits until all is finished, by whomever", async (server) => {
  await using queue = await open(server, 4);
  await fill(queue, 2);
  await assertRejects(() => queue.join({ timeout: 300 }), TimeoutError);
  const leases = [await queue.lease(), await queue.lease()];
  const joining = queue.join({ timeout: 5000 });
  for (const lease of leases) lease.done();
  await joining;
  const signal = AbortSignal.abort(new Error("stop"));
  await assertRejects(() => queue.join({ signal }), Error, "stop");
});

brokerTest(
  "A value put aside leaves the queue, and can come back",
  async (server) => {
    await using queue = await open(server, 1);
    await queue.send(13, { id: "x" });
    const lease = await queue.lease();
    await lease.bury({ kind: "threw", message: "naïve — 🙂\n" });
    const [letter, ...others] = await Array.fromAsync(queue.dead());
    assert(letter !== undefined);
    assertEquals(others, []);
    assertEquals(letter.fault, { kind: "threw", message: "naïve — 🙂\n" });
    assertEquals([letter.id, letter.sequence, letter.attempts], ["x", 1, 1]);
    const { waiting, running, dead, done } = await queue.stats();
    assertEquals({ waiting, running, dead, done }, {
      waiting: 0,
      running: 0,
      dead: 1,
      done: 0,
    });
    await queue.revive(letter);
    assertEquals(await queue.receive(), 13);
    assertEquals(await Array.fromAsync(queue.dead()), []);
  },
);

brokerTest(
  "A value that ends its holders again and again is put aside",
  async (server) => {
    await using queue = await open(server, 1, { attempts: 2 });
    await queue.send(1);
    (await queue.lease()).retry();
    (await queue.lease()).retry();
    await assertRejects(() => queue.lease({ timeout: 1000 }), TimeoutError);
    const [letter] = await Array.fromAsync(queue.dead());
    assertEquals(letter?.fault.kind, "crash");
    await queue.send(2, { timeout: 2000 });
  },
);

brokerTest(
  "A value that is given back unrun is never put aside for that",
  async (server) => {
    await using queue = await open(server, 4, { attempts: 2 });
    await queue.send(1);
    for (let n = 0; n < 7; n++) (await queue.lease()).giveBack();
    {
      using lease = await queue.lease();
      assertEquals([lease.attempt, await lease.begun()], [8, 1]);
      lease.retry();
    }
    for (let n = 0; n < 2; n++) (await queue.lease()).giveBack();
    using lease = await queue.lease();
    assertEquals([lease.value, await lease.begun()], [1, 2]);
    lease.done();
    assertEquals(await Array.fromAsync(queue.dead()), []);
  },
);

brokerTest(
  "What is no value is put aside, and others come out",
  async (server) => {
    const bytes = {
      encode: (text: string) => new TextEncoder().encode(text),
      decode: (data: Uint8Array) => new TextDecoder().decode(data),
    };
    await using raw = await open<string>(server, 4, { codec: bytes });
    await raw.send("{");
    await raw.send("7");
    await using queue = await open<number>(server, 4);
    assertEquals(await queue.receive({ timeout: 3000 }), 7);
    await queue.join({ timeout: 5000 });
    const [letter] = await Array.fromAsync(queue.dead());
    assertEquals(letter?.fault.kind, "input");
  },
);

brokerTest(
  "With one at a time, 2000 values keep their order in a full queue",
  async (server) => {
    const create = { capacity: 8, running: 1 };
    await using queue = await open(server, 8, { create, window: 1 });
    const sending = Promise.all(
      Array.from({ length: 2000 }, (_, n) => queue.send(n)),
    ).then(() => queue.close());
    let expected = 0;
    let inversions = 0;
    for await (const n of queue) if (n !== expected++) inversions++;
    await sending;
    assertEquals([expected, inversions], [2000, 0]);
  },
);

brokerTest("Worker machines say that they are there", async (server) => {
  await using queue = await open(server, 4);
  assertEquals(await queue.workers(), []);
  const report = {
    name: "w",
    slots: 2,
    running: 1,
    done: 3,
    failed: 0,
    age: 9,
  };
  queue.report(() => report);
  await using other = await open(server, 4);
  assertEquals(await other.workers(), [report]);
});
