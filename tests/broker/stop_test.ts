import { assert, assertEquals } from "@std/assert";
import { JetStreamChannel } from "@sluice/sluice/broker";
import { numbers, startCommand } from "./support/commands.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import { until } from "./support/until.ts";

/** How long a command may take to end when nothing runs, in milliseconds. */
const SOON_MS = 2000;

/** Starts a command, waits until it is where it should be, and ends it by a signal. */
async function stop(
  server: NatsServer,
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
