import { assert, assertEquals, assertRejects } from "@std/assert";
import { TimeoutError } from "@sluice/sluice";
import { BrokerError, JetStreamChannel } from "@sluice/sluice/broker";
import { numbers, startCommand } from "./support/commands.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import { Proxy } from "./support/proxy.ts";
import { until } from "./support/until.ts";

/** How long a command may take to end when nothing runs, in milliseconds. */
const SOON_MS = 2000;

/** Starts a command, waits until it is where it should be, and ends it by a signal. */
async function stop(
  server: Pick<NatsServer, "port">,
  args: readonly string[],
  { when, signal = "SIGTERM", stdin = "" }: {
    readonly when: () => Promise<boolean>;
    readonly signal?: Deno.Signal;
    readonly stdin?: string;
  },
): Promise<void> {
  const command = startCommand(server, args, { stdin });
  await until(when);
  const start = performance.now();
  command.signal(signal);
  const { code, stderr } = await command.result;
  const ms = performance.now() - start;
  assertEquals(code, signal === "SIGINT" ? 130 : 143, stderr);
  assert(ms < SOON_MS, `${ms} ms: ${stderr}`);
}

async function open(server: NatsServer, name: string, capacity = 100) {
  return await JetStreamChannel.open<number>(server.address(name), {
    create: { capacity },
  });
}

/** Whether all that is left can be taken at once: nothing waits for a lease. */
async function takeAll(queue: JetStreamChannel<number>, count: number) {
  const got = new Set<number>();
  while (got.size < count) got.add(await queue.receive({ timeout: 3000 }));
  assertEquals(got.size, count);
}

brokerTest("work that waits for items ends by a signal", async (server) => {
  await using queue = await open(server, "q");
  await stop(server, ["work", server.address("q"), "n => n"], {
    when: async () => (await queue.stats()).readers > 0,
    signal: "SIGINT",
  });
});

brokerTest(
  "work that waits for room for results gives back what it has",
  async (server) => {
    await using queue = await open(server, "q");
    for (let n = 0; n < 20; n++) await queue.send(n);
    await using results = await open(server, "r", 2);
    const args = ["work", server.address("q"), "n => n"];
    await stop(server, [...args, "--results", server.address("r")], {
      when: async () => (await results.stats()).waiting === 2,
    });
    await takeAll(queue, 18);
  },
);

brokerTest(
  "work that waits for room for dead items gives back what it has",
  async (server) => {
    await using queue = await open(server, "q");
    for (let n = 0; n < 6; n++) await queue.send(n);
    await using client = await JetStreamChannel.open(server.address("q-dead"));
    await limitDead(server);
    await stop(server, ["work", server.address("q"), "n => { throw n }"], {
      when: async () => (await client.stats()).waiting === 1,
    });
    await takeAll(queue, 5);
  },
);

brokerTest("send that waits for room ends by a signal", async (server) => {
  await using queue = await open(server, "q", 4);
  await stop(server, ["send", server.address("q")], {
    when: async () => (await queue.stats()).waiting === 4,
    stdin: numbers(30),
  });
  assertEquals((await queue.stats()).waiting, 4);
});

brokerTest(
  "dead --retry that waits for room ends by a signal",
  async (server) => {
    await using queue = await open(server, "q", 2);
    for (let n = 0; n < 2; n++) await queue.send(n);
    for (let n = 0; n < 2; n++) {
      const lease = await queue.lease();
      await lease.bury({ kind: "threw", message: "no" });
    }
    await queue.send(2);
    await stop(server, ["dead", server.address("q"), "--retry"], {
      when: async () => (await queue.stats()).waiting === 2,
      signal: "SIGINT",
    });
    assertEquals((await queue.stats()).dead, 1);
  },
);

brokerTest("status --watch ends by a signal", async (server) => {
  await using queue = await open(server, "q");
  let answers = 0;
  queue.report(() => {
    answers++;
    return { name: "w", slots: 1, running: 0, done: 0, failed: 0, age: 1 };
  });
  await stop(server, ["status", server.address("q"), "--watch"], {
    when: () => Promise.resolve(answers > 0),
    signal: "SIGINT",
  });
});

/** A command, and what it says when the broker falls silent. */
interface Silence {
  readonly name: string;
  readonly args: (address: (name: string) => string) => readonly string[];
  readonly holeAt: string;
  readonly stdin?: string;
}

const SILENCES: readonly Silence[] = [
  {
    name: "work that asks for the first items",
    args: (address) => ["work", address("empty"), "n => n"],
    holeAt: "$JS.API.CONSUMER.INFO",
  },
  {
    name: "work that waits for items",
    args: (address) => ["work", address("empty"), "n => n"],
    holeAt: "$JS.API.CONSUMER.MSG.NEXT",
  },
  {
    name: "work that sends results",
    args: (address) => {
      const results = ["--results", address("r")];
      return ["work", address("q"), "n => n", ...results];
    },
    holeAt: "PUB sluice.r.items",
  },
  {
    name: "work that puts an item aside",
    args: (address) => ["work", address("q"), "n => { throw n }"],
    holeAt: "PUB sluice.q-dead.items",
  },
  {
    name: "work that looks for where items are put aside",
    args: (address) => ["work", address("q"), "n => { throw n }"],
    holeAt: "$JS.API.STREAM.INFO.q-dead",
  },
  {
    name: "work that closes the queue of results",
    args: (address) => {
      const results = ["--results", address("r"), "--close"];
      return ["work", address("closed"), "n => n", ...results];
    },
    holeAt: "$JS.API.STREAM.UPDATE.r",
  },
  {
    name: "send that looks for where it was",
    args: (address) => ["send", address("q"), "--id", "a"],
    holeAt: "$JS.API.STREAM.MSG.GET",
    stdin: numbers(3),
  },
  {
    name: "send that sends",
    args: (address) => ["send", address("q")],
    holeAt: "PUB sluice.q.items",
    stdin: numbers(3),
  },
  {
    name: "send that closes the queue",
    args: (address) => ["send", address("q"), "--close"],
    holeAt: "$JS.API.STREAM.UPDATE",
    stdin: numbers(3),
  },
  {
    name: "dead --retry that reads",
    args: (address) => ["dead", address("q"), "--retry"],
    holeAt: "$JS.API.STREAM.MSG.GET",
  },
  {
    name: "dead --retry that sends",
    args: (address) => ["dead", address("q"), "--retry"],
    holeAt: "PUB sluice.q.items",
  },
  {
    name: "status --watch that asks",
    args: (address) => ["status", address("q"), "--watch"],
    holeAt: "$JS.API.CONSUMER.INFO",
  },
];

for (const { name, args, holeAt, stdin = "" } of SILENCES) {
  brokerTest(
    `${name} of a broker that fell silent ends by a signal`,
    async (server) => {
      await using queue = await open(server, "q");
      await queue.send(1);
      const lease = await queue.lease();
      await lease.bury({ kind: "threw", message: "no" });
      await queue.send(2);
      await using closed = await open(server, "closed");
      await closed.close();
      await using _results = await open(server, "r");
      await using _empty = await open(server, "empty");
      await using proxy = new Proxy(server.port);
      proxy.holeAt = holeAt;
      await stop(proxy, args((name) => proxy.address(name)), {
        when: () => Promise.resolve(proxy.isHole),
        stdin,
      });
    },
  );
}

brokerTest("What runs is waited for no longer than --grace", async (server) => {
  await using queue = await open(server, "q");
  await queue.send(1);
  const job = "() => { for (;;); }";
  const args = ["work", server.address("q"), job, "--grace", "500ms"];
  await stop(server, args, {
    when: async () => (await queue.stats()).running === 1,
  });
  await takeAll(queue, 1);
});

brokerTest("What runs is finished after a signal", async (server) => {
  await using queue = await open(server, "q");
  await queue.send(7);
  const job =
    "n => { let s = 0; for (let i = 0; i < 4e8; i++) s += i; return n }";
  const working = startCommand(server, ["work", server.address("q"), job]);
  await until(async () => (await queue.stats()).running === 1);
  working.signal("SIGTERM");
  const { code, stdout } = await working.result;
  assertEquals([code, stdout], [143, "7\n"]);
  await queue.join({ timeout: 3000 });
});

brokerTest(
  "A machine that was suspended drops what it has, whatever its clocks say",
  async (server) => {
    const create = { capacity: 4, lease: 1000 };
    const address = server.address("q");
    await using queue = await JetStreamChannel.open<number>(address, {
      create,
    });
    await queue.send(1);
    const lease = await queue.lease();
    const wall = Date.now;
    // The steady clock stood still meanwhile; the one of the wall went on.
    Date.now = () => wall() + 3_600_000;
    try {
      assertEquals(lease.isExpired, true);
      lease.renew();
      lease[Symbol.dispose]();
    } finally {
      Date.now = wall;
    }
    await using other = await JetStreamChannel.open<number>(address);
    assertEquals(await other.receive({ timeout: 4000 }), 1);
  },
);

/** Leaves room for one dead item. */
async function limitDead(server: NatsServer): Promise<void> {
  const { PlainClient } = await import("./support/plain_client.ts");
  await using plain = await PlainClient.connect(server);
  await plain.jsm.streams.update("q-dead", { max_msgs: 1 });
}

brokerTest(
  "The wait for the first value has a limit and can be given up, and so can its channel",
  async (server) => {
    await using _queue = await open(server, "q");
    await using proxy = new Proxy(server.port);
    proxy.holeAt = "$JS.API.CONSUMER.INFO";
    const channel = await JetStreamChannel.open<number>(proxy.address("q"));
    await assertRejects(() => channel.lease({ timeout: 50 }), TimeoutError);
    const stop = new AbortController();
    const taking = channel.lease({ signal: stop.signal });
    stop.abort(new Error("enough"));
    await assertRejects(() => taking, Error, "enough");
    const waiting = assertRejects(
      () => channel.lease(),
      BrokerError,
      "disposed",
    );
    const start = performance.now();
    await channel[Symbol.asyncDispose]();
    await waiting;
    assert(performance.now() - start < SOON_MS);
  },
);

brokerTest("A channel is not opened once that was given up", async (server) => {
  await server.freeze();
  const stop = new AbortController();
  const { signal } = stop;
  const opening = JetStreamChannel.open(server.address("q"), { signal });
  setTimeout(() => stop.abort(new Error("enough")), 1);
  await assertRejects(() => opening, Error, "enough");
  const again = () => JetStreamChannel.open(server.address("q"), { signal });
  await assertRejects(again, Error, "enough");
  server.thaw();
  // The client cannot give up a connection that it is making; it is closed once it is made.
}, { sanitizeOps: false });
