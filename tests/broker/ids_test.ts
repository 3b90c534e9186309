import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { JetStreamChannel } from "@sluice/sluice/broker";
import {
  linesOf,
  numbers,
  runCommand,
  startCommand,
} from "./support/commands.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";
import { until } from "./support/until.ts";

async function send(
  server: NatsServer,
  name: string,
  stdin: string,
  flags: readonly string[] = [],
) {
  const args = ["send", server.address(name), ...flags];
  return await runCommand(server, args, { stdin });
}

async function results(server: NatsServer, name: string): Promise<unknown[]> {
  const closed = await send(server, name, "", ["--close"]);
  assertEquals(closed.code, 0, closed.stderr);
  const { stdout } = await runCommand(server, [
    ...["work", server.address(name), "r => r", "--quiet"],
  ]);
  return linesOf(stdout).map((line) => JSON.parse(line)).sort();
}

async function stats(server: NatsServer, name: string) {
  await using queue = await JetStreamChannel.open(server.address(name));
  return await queue.stats();
}

brokerTest(
  "Two inputs of the same --id in two queues give all their results",
  async (server) => {
    for (const [name, stdin] of [["a", "1\n2\n3\n4\n5\n"], ["b", numbers(5)]]) {
      await send(server, name ?? "", stdin ?? "", ["--id", "same", "--close"]);
      const { code, stderr } = await runCommand(server, [
        ...["work", server.address(name ?? ""), `n => "${name}" + n`],
        ...["--results", server.address("out")],
      ]);
      assertEquals(code, 0, stderr);
    }
    assertEquals(
      await results(server, "out"),
      [1, 2, 3, 4, 5].map((n) => `a${n}`).concat(
        [0, 1, 2, 3, 4].map((n) => `b${n}`),
      ),
    );
  },
);

brokerTest(
  "Results may go back into the queue of their items",
  async (server) => {
    await send(server, "q", "1\n2\n", ["--id", "seed"]);
    const job = "n => n < 100 ? n * 10 : undefined";
    const working = startCommand(server, [
      ...["work", server.address("q"), job, "--results", server.address("q")],
    ]);
    // 1, 2, 10, 20, 100, 200.
    await until(async () => (await stats(server, "q")).done === 6);
    working.signal("SIGTERM");
    const { code } = await working.result;
    assertEquals(code, 143);
  },
);

brokerTest("Results of results are results of their own", async (server) => {
  await send(server, "a", numbers(3), ["--id", "x", "--close"]);
  const there = ["--results", server.address("b"), "--close"];
  await runCommand(server, ["work", server.address("a"), "n => n", ...there]);
  // The first queue again, with another item for each.
  await runCommand(server, ["delete", server.address("a"), "--yes"]);
  const back = ["--results", server.address("a"), "--close"];
  await runCommand(server, ["work", server.address("b"), "n => n", ...back]);
  await runCommand(server, ["reopen", server.address("b"), "--yes"]);
  await runCommand(server, ["work", server.address("a"), "n => -n", ...there]);
  assertEquals((await stats(server, "b")).waiting, 3);
});

brokerTest(
  "Dead items may be worked on with their queue as the results",
  async (server) => {
    await send(server, "q", numbers(2), ["--close"]);
    const failing = "() => { throw 1 }";
    const failed = await runCommand(server, [
      ...["work", server.address("q"), failing, "--quiet"],
    ]);
    assertEquals(failed.code, 1);
    await runCommand(server, ["reopen", server.address("q"), "--yes"]);
    const again = await runCommand(server, [
      ...["work", server.address("q-dead"), "n => n + 100"],
      ...["--results", server.address("q")],
    ]);
    assertEquals(again.code, 0, again.stderr);
    assertEquals(await results(server, "q"), [100, 101]);
  },
);

brokerTest(
  "Another input under a known --id is refused, and says so",
  async (server) => {
    const first = await send(server, "q", "1\n2\n3\n", ["--id", "nightly"]);
    assertEquals([first.code, first.stderr], [0, "3 items sent to q\n"]);
    const other = await send(server, "q", "7\n8\n9\n10\n", ["--id", "nightly"]);
    assertEquals(other.code, 4);
    assertStringIncludes(other.stderr, "another input");
    const shorter = await send(server, "q", "1\n2\n", ["--id", "nightly"]);
    assertEquals(shorter.code, 4);
    assertEquals((await stats(server, "q")).waiting, 3);
  },
);

brokerTest(
  "The same --id goes on where it was, also when the items are finished",
  async (server) => {
    await send(server, "q", numbers(3), ["--id", "nightly"]);
    await using queue = await JetStreamChannel.open(server.address("q"));
    for (let n = 0; n < 3; n++) await queue.receive();
    const { code, stderr } = await send(server, "q", numbers(5), [
      ...["--id", "nightly"],
    ]);
    assertEquals([code, linesOf(stderr)], [0, [
      "going on: 3 items were sent before",
      "2 items sent to q, 3 were there already",
    ]]);
    assertEquals((await stats(server, "q")).waiting, 2);
  },
);

brokerTest(
  "An input that was broken off says how to go on, and goes on",
  async (server) => {
    const args = ["send", server.address("q"), "--capacity", "4"];
    const sending = startCommand(server, args, { stdin: numbers(50) });
    await until(async () => (await stats(server, "q")).waiting === 4);
    sending.signal("SIGINT");
    const { code, stderr } = await sending.result;
    assertEquals(code, 130);
    const [, id = ""] = /4 items sent to q; to go on: .* --id (\S+)/
      .exec(stderr) ?? [];
    assert(id !== "", stderr);
    await using queue = await JetStreamChannel.open<number>(
      server.address("q"),
    );
    const got: number[] = [];
    for (let n = 0; n < 4; n++) got.push(await queue.receive());
    const again = startCommand(server, [...args, "--id", id, "--close"], {
      stdin: numbers(50),
    });
    for await (const n of queue) got.push(n);
    assertEquals((await again.result).code, 0);
    got.sort((a, b) => a - b);
    assertEquals(got, Array.from({ length: 50 }, (_, n) => n));
  },
);

brokerTest(
  "What is not UTF-8, or no JSON, is refused alone",
  async (server) => {
    const address = server.address("q");
    const stdin = Uint8Array.of(0x22, 0xff, 0x22, 10, 55, 10, 0x7b, 10);
    const args = ["send", address, "--id", "x"];
    const refused = await runCommand(server, args, { stdin });
    assertEquals([refused.code, linesOf(refused.stderr)], [1, [
      "line 1: input: not valid UTF-8",
      "line 3: input: not JSON at column 2: {",
      "1 item sent to q, 2 failed",
    ]]);
    const again = await runCommand(server, args, { stdin });
    const all = "0 items sent to q, 1 was there already, 2 failed";
    assertEquals([again.code, linesOf(again.stderr).at(-1)], [1, all]);
    const taken = await runCommand(server, ["send", address, "--no-check"], {
      stdin,
    });
    assertEquals([taken.code, taken.stderr], [0, "3 items sent to q\n"]);
    await using queue = await JetStreamChannel.open<number>(address);
    const stored = (await Array.fromAsync(queue.admin.peek()))
      .map(({ bytes }) => [...bytes]);
    assertEquals(stored, [[55], [0x22, 0xff, 0x22], [55], [0x7b]]);
  },
);

brokerTest("send reads what map reads", async (server) => {
  const address = server.address("q");
  const table = 'n;t\n1;a\n2;b;c\n3;"x\ny"\n4;d\n';
  const gzip = new Blob([table]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  const flags = ["-z", "-i", "csv", "-d", ";", "--skip", "1", "--limit", "2"];
  const { code, stderr } = await runCommand(
    server,
    ["send", address, ...flags],
    { stdin: new Uint8Array(await new Response(gzip).arrayBuffer()) },
  );
  assertEquals([code, linesOf(stderr)], [1, [
    "line 3: input: the row has 3 fields, and the first row names 2 columns",
    "1 item sent to q, 1 failed",
  ]]);
  await runCommand(server, ["send", address, "-i", "json"], {
    stdin: '[{"a":\n1.50},\n2]',
  });
  await using queue = await JetStreamChannel.open<unknown>(address);
  const texts = (await Array.fromAsync(queue.admin.peek()))
    .map(({ bytes }) => new TextDecoder().decode(bytes));
  assertEquals(texts.slice(0, 1), ['{"n":"3","t":"x\\ny"}']);
  assertEquals(texts.slice(1).map((text) => JSON.parse(text)), [
    { a: 1.5 },
    2,
  ]);
  assertStringIncludes(texts[1] ?? "", "1.50");
});

brokerTest(
  "It is known of an input whether the server was started anew",
  async (server) => {
    await using queue = await JetStreamChannel.open<number>(
      server.address("q"),
      {
        create: { capacity: 4 },
      },
    );
    const { progresses } = queue.admin;
    await progresses.save("x", { count: 1, digest: "d", isWhole: false });
    assertEquals((await progresses.load("x"))?.isServerNew, false);
    await server.down("SIGTERM");
    const saving = progresses.save("y", {
      count: 2,
      digest: "d",
      isWhole: true,
    });
    await server.up();
    assertEquals((await progresses.load("x"))?.isServerNew, true);
    // What is to be kept while the server is away is kept when it is back.
    await saving;
    assertEquals((await progresses.load("y"))?.count, 2);
  },
);
