import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { BrokerError, JetStreamChannel } from "@sluice/sluice/broker";
import { linesOf, runCommand, startCommand } from "./support/commands.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import { PlainClient } from "./support/plain_client.ts";
import { until } from "./support/until.ts";

const SMALL = { config: "max_payload: 4096" };

async function dead(server: NatsServer, name: string) {
  const { stdout } = await runCommand(server, ["dead", server.address(name)]);
  return linesOf(stdout).map((line) => JSON.parse(line));
}

brokerTest(
  "A result that is too long fails its item, and names the limit",
  async (server) => {
    await runCommand(server, ["send", server.address("q"), "--close"], {
      stdin: "10\n9000\n20\n",
    });
    const { code, stderr } = await runCommand(server, [
      ...["work", server.address("q"), "n => 'x'.repeat(n)"],
      ...["--results", server.address("r")],
    ]);
    assertEquals(code, 1, stderr);
    assertStringIncludes(stderr, "item 2: result-size: ");
    assertStringIncludes(stderr, "4096 bytes (max_payload)");
    const [letter, ...others] = await dead(server, "q");
    assertEquals(others, []);
    assertEquals([letter.item, letter.error.kind], [2, "result-size"]);
    await using results = await JetStreamChannel.open(server.address("r"));
    assertEquals((await results.stats()).waiting, 2);
  },
  SMALL,
);

brokerTest(
  "An item just under the limit that fails is put aside, whole",
  async (server) => {
    const address = server.address("q");
    await using queue = await JetStreamChannel.open<string>(address, {
      create: { capacity: 100 },
    });
    // What is left for headers when the value is sent is all that there is.
    let length = 4090;
    const isSent = () =>
      queue.send("x".repeat(length)).then(() => true, (error) => {
        assert(error instanceof BrokerError && error.kind === "size");
        return false;
      });
    while (!await isSent()) length--;
    const failing = startCommand(server, [
      ...["work", address, "() => { throw Error('no'.repeat(500)) }"],
    ]);
    await until(async () => (await queue.stats()).dead === 1);
    failing.signal("SIGTERM");
    assertEquals((await failing.result).code, 143);
    const [letter] = await dead(server, "q");
    assertEquals(letter.input, "x".repeat(length));
    assertEquals(letter.error.kind, "threw");
  },
  SMALL,
);

brokerTest(
  "An item of others that fills a message is put aside, too",
  async (server) => {
    const address = server.address("q");
    await using queue = await JetStreamChannel.open<string>(address, {
      create: { capacity: 100 },
    });
    await using plain = await PlainClient.connect(server);
    await plain.js.publish("sluice.q.items", JSON.stringify("y".repeat(4094)));
    const lease = await queue.lease();
    await lease.bury({ kind: "threw", message: "no" });
    const [letter] = await Array.fromAsync(queue.dead());
    assertEquals(letter?.bytes.length, 4096);
    assertEquals((await queue.stats()).waiting, 0);
  },
  SMALL,
);

brokerTest(
  "Dead items are retried once beside a worker that fails them again",
  async (server) => {
    const address = server.address("q");
    await runCommand(server, ["send", address, "--id", "x"], {
      stdin: "1\n2\n3\n",
    });
    const failing = startCommand(server, [
      ...["work", address, "() => { throw 1 }", "--quiet"],
    ]);
    await using queue = await JetStreamChannel.open(address);
    await until(async () => (await queue.stats()).dead === 3);
    const retried = await runCommand(server, ["dead", address, "--retry"]);
    assertEquals([retried.code, retried.stderr], [0, "3 items sent again\n"]);
    await until(async () => (await dead(server, "q")).length === 3);
    const letters = await dead(server, "q");
    assertEquals(letters.map(({ id }) => id).sort(), ["x-1", "x-2", "x-3"]);
    assertEquals(letters.map(({ attempts }) => attempts), [2, 2, 2]);
    failing.signal("SIGTERM");
    await failing.result;
  },
);

brokerTest(
  "A worker says once that its results are not read, and goes on",
  async (server) => {
    const address = server.address("q");
    await runCommand(server, ["send", address, "--close"], {
      stdin: "1\n2\n3\n4\n5\n",
    });
    const working = startCommand(server, [
      ...["work", address, "n => n", "--results", server.address("r")],
      ...["--results-capacity", "2"],
    ]);
    let waiting = "";
    await until(async () => {
      const { stdout } = await runCommand(server, [
        ...["status", address, "--json"],
      ]);
      [{ waiting = "" } = {}] = JSON.parse(stdout).workers;
      return waiting !== "";
    });
    const text = "the results queue r is full (2 of 2); nobody reads it";
    assertEquals(waiting, text);
    await using results = await JetStreamChannel.open(server.address("r"));
    const got: unknown[] = [];
    for (let n = 0; n < 5; n++) got.push(await results.receive());
    assertEquals(got.sort(), [1, 2, 3, 4, 5]);
    const { code, stderr } = await working.result;
    assertEquals([code, stderr], [0, `waiting: ${text}\n`]);
  },
);

brokerTest(
  "Dead letters have names of their own, end when all were tried, and stay when they fail again",
  async (server) => {
    const refused = await runCommand(
      server,
      ["send", server.address("q-dead")],
      { stdin: "1\n" },
    );
    assertEquals(refused.code, 4);
    assertStringIncludes(refused.stderr, "-dead");
    await runCommand(server, ["send", server.address("q"), "--close"], {
      stdin: "1\n2\n",
    });
    const thrower = "() => { throw 1 }";
    await runCommand(server, ["work", server.address("q"), thrower]);
    const dead = server.address("q-dead");
    const failed = await runCommand(server, ["work", dead, thrower]);
    assertEquals(
      linesOf(failed.stderr).at(-1),
      "2 of 2 items failed (2 threw)",
    );
    await using queue = await JetStreamChannel.open<number>(
      server.address("q"),
    );
    const letters = await Array.fromAsync(queue.dead());
    assertEquals(letters.map(({ attempts }) => attempts), [2, 2]);
    const again = await runCommand(server, ["work", dead, "n => n"]);
    assertEquals([again.code, linesOf(again.stdout).sort()], [0, ["1", "2"]]);
  },
);

brokerTest("work waits for a queue that is made later", async (server) => {
  const address = server.address("q");
  const working = startCommand(server, ["work", address, "n => n + 1"]);
  await until(async () => {
    const { stdout } = await runCommand(server, [
      ...["queues", `nats://127.0.0.1:${server.port}`, "--json"],
    ]);
    return stdout === "";
  });
  await runCommand(server, ["send", address, "--close"], { stdin: "1\n" });
  const { code, stdout } = await working.result;
  assertEquals([code, stdout], [0, "2\n"]);
  const none = server.address("none");
  const failed = await runCommand(server, [
    "work",
    none,
    "n => n",
    "--no-wait",
  ]);
  assertEquals(failed.code, 4);
});

brokerTest(
  "A closed and empty queue ends a receive at once",
  async (server) => {
    const address = server.address("q");
    await using queue = await JetStreamChannel.open<number>(address, {
      create: { capacity: 4 },
    });
    await using other = await JetStreamChannel.open<number>(address);
    await queue.send(1);
    const lease = await queue.lease();
    const waiting = Array.fromAsync(other);
    await queue.close();
    const start = performance.now();
    lease.done();
    assertEquals(await waiting, []);
    const ms = performance.now() - start;
    assert(ms < 300, `${ms} ms`);
  },
);

const messages: readonly (readonly [string, readonly string[], string])[] = [
  ["replicas that one server cannot keep", ["--replicas", "3"], "replicas > 1"],
];

for (const [what, flags, says] of messages) {
  brokerTest(`The server's own words are said of ${what}`, async (server) => {
    const start = performance.now();
    const { code, stderr } = await runCommand(
      server,
      ["send", server.address("q"), ...flags],
      { stdin: "1\n" },
    );
    assertEquals(code, 4);
    assertStringIncludes(stderr, says);
    assert(performance.now() - start < 5000);
  });
}

brokerTest("A broker without JetStream says so, soon", async (server) => {
  const start = performance.now();
  const { code, stderr } = await runCommand(server, [
    ...["send", server.address("q")],
  ]);
  assertEquals(code, 4);
  assertStringIncludes(stderr, "JetStream is not on");
  // It was ten seconds, the patience of an opening.
  assert(performance.now() - start < 8000);
}, { jetstream: false });
