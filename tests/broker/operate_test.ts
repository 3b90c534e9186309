import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { JetStreamChannel } from "@sluice/sluice/broker";
import {
  linesOf,
  numbers,
  runCommand,
  startCommand,
} from "./support/commands.ts";
import {
  brokerTest,
  freePort,
  type NatsServer,
} from "./support/nats_server.ts";
import { until } from "./support/until.ts";

function run(server: NatsServer, ...args: readonly string[]) {
  return runCommand(server, args);
}

async function fill(server: NatsServer, name: string, count: number) {
  await runCommand(server, ["send", server.address(name)], {
    stdin: numbers(count),
  });
}

brokerTest(
  "queues lists each queue once, with its dead items",
  async (server) => {
    await fill(server, "b", 3);
    await fill(server, "a", 2);
    await using a = await JetStreamChannel.open(server.address("a"));
    await (await a.lease()).bury({ kind: "threw", message: "no" });
    await a.close();
    const broker = `nats://127.0.0.1:${server.port}`;
    const { code, stdout } = await run(server, "queues", broker);
    assertEquals([code, linesOf(stdout)], [0, [
      "queue  waiting  running  dead  capacity",
      "a            1        0     1     1,000  closed",
      "b            3        0     0     1,000",
    ]]);
    const json = await run(server, "queues", broker, "--json");
    const [first] = linesOf(json.stdout).map((line) => JSON.parse(line));
    assertEquals([first.name, first.dead, first.closed], ["a", 1, true]);
  },
);

brokerTest(
  "peek shows items, digit by digit, and takes none",
  async (server) => {
    const address = server.address("q");
    const stdin = '12345678901234567890\n{"a":1}\n{"\n';
    const flags = ["--id", "x", "--no-check"];
    await runCommand(server, ["send", address, ...flags], { stdin });
    const { stdout } = await run(server, "peek", address);
    const inputs = linesOf(stdout).map((line) =>
      /"input":(.*)}$/.exec(line)?.[1]
    );
    assertEquals(inputs, ["12345678901234567890", '{"a":1}', '"{\\""']);
    const [first = ""] = linesOf(stdout);
    assertStringIncludes(first, '{"item":1,"id":"x-1","time":"');
    const one = await run(server, "peek", address, "--limit", "1");
    assertEquals(linesOf(one.stdout).length, 1);
    await using queue = await JetStreamChannel.open(address);
    assertEquals((await queue.stats()).waiting, 3);
  },
);

brokerTest(
  "A paused queue gives nothing until it is resumed",
  async (server) => {
    const address = server.address("q");
    await fill(server, "q", 2);
    assertEquals((await run(server, "pause", address)).code, 0);
    const working = startCommand(server, ["work", address, "n => n"]);
    await using queue = await JetStreamChannel.open(address);
    await until(async () => (await queue.workers()).length === 1);
    const { waiting, paused } = await queue.stats();
    assertEquals([waiting, paused], [2, true]);
    assertEquals((await run(server, "resume", address)).code, 0);
    await until(async () => (await queue.stats()).done === 2);
    working.signal("SIGTERM");
    await working.result;
  },
);

brokerTest("What cannot be taken back needs --yes", async (server) => {
  const address = server.address("q");
  await fill(server, "q", 2);
  for (const command of ["purge", "delete", "reopen"]) {
    const { code, stderr } = await run(server, command, address);
    assertEquals(code, 2, stderr);
    assertStringIncludes(stderr, "--yes");
  }
  const purged = await run(server, "purge", address, "--yes");
  assertEquals(purged.stderr, "q is empty now: 2 removed\n");
  const deleted = await run(server, "delete", address, "--yes");
  assertEquals([deleted.code, deleted.stderr], [0, "q is deleted\n"]);
  assertEquals((await run(server, "status", address)).code, 4);
});

brokerTest("A closed queue can be opened again", async (server) => {
  const address = server.address("q");
  await using queue = await JetStreamChannel.open<number>(address, {
    create: { capacity: 4 },
  });
  await queue.send(1);
  await queue.close();
  const refused = await runCommand(server, ["send", address], { stdin: "2" });
  assertEquals(refused.code, 4);
  assertStringIncludes(refused.stderr, "reopen");
  assertEquals((await run(server, "reopen", address, "--yes")).code, 0);
  await queue.send(2);
  assertEquals([await queue.receive(), await queue.receive()], [1, 2]);
});

brokerTest("dead chooses by kind, id and count", async (server) => {
  const address = server.address("q");
  await using queue = await JetStreamChannel.open<number>(address, {
    create: { capacity: 9 },
  });
  for (let n = 1; n <= 4; n++) {
    await queue.send(n, { id: `id-${n}` });
    const kind = n % 2 ? "threw" : "timeout";
    await (await queue.lease()).bury({ kind, message: "no" });
  }
  const ids = async (...flags: string[]) => {
    const { stdout } = await run(server, "dead", address, ...flags);
    return linesOf(stdout).map((line) => JSON.parse(line).id);
  };
  assertEquals(await ids("--kind", "threw"), ["id-1", "id-3"]);
  assertEquals(await ids("--id", "id-2"), ["id-2"]);
  assertEquals(await ids("--limit", "3"), ["id-1", "id-2", "id-3"]);
  const refused = await run(server, "dead", address, "--discard");
  assertEquals(refused.code, 2);
  const forgotten = await run(
    ...[server, "dead", address, "--discard"],
    ...["--kind", "timeout", "--yes", "--json"],
  );
  assertEquals(forgotten.stdout, '{"queue":"q","discard":2}\n');
  assertEquals(await ids(), ["id-1", "id-3"]);
  const retried = await run(server, "dead", address, "--retry", "--id", "id-3");
  assertEquals(retried.stderr, "1 item sent again\n");
  const lease = await queue.lease();
  assertEquals([lease.value, lease.id, lease.attempt], [3, "id-3", 2]);
});

brokerTest("--retry-delay tries later, and then puts aside", async (server) => {
  const address = server.address("q");
  await runCommand(server, ["send", address], { stdin: "1\n" });
  await using queue = await JetStreamChannel.open(address);
  // A machine that stops before it begins is no try.
  for (let n = 0; n < 3; n++) (await queue.lease()).giveBack();
  const working = startCommand(server, [
    ...["work", address, "n => { throw n }"],
    ...["--retries", "2", "--retry-delay", "40ms"],
  ]);
  await until(async () => (await queue.stats()).dead === 1);
  working.signal("SIGTERM");
  const { stderr } = await working.result;
  const [letter] = await Array.fromAsync(queue.dead());
  assertEquals(letter?.attempts, 3);
  const tries = linesOf(stderr).filter((line) => line.includes("; try "));
  assertEquals(tries.length, 2, stderr);
});

brokerTest("status speaks the text format of Prometheus", async (server) => {
  await fill(server, "q", 3);
  const { stdout } = await run(
    server,
    "status",
    server.address("q"),
    "--metrics",
  );
  for (const line of linesOf(stdout)) {
    assert(/^(# (HELP|TYPE) \w+ .+|\w+\{[^}]*\} -?[\d.]+)$/.test(line), line);
  }
  assertStringIncludes(
    stdout,
    'sluice_queue_items{queue="q",state="waiting"} 3\n',
  );
  assertStringIncludes(stdout, "# TYPE sluice_queue_done_total counter\n");
});

brokerTest("status tells what a machine is at", async (server) => {
  const address = server.address("q");
  await fill(server, "q", 1);
  const slow = "() => { for (;;); }";
  const working = startCommand(server, ["work", address, slow, "--name", "m"]);
  let text = "";
  await until(async () => {
    text = (await run(server, "status", address)).stdout;
    return text.includes("item 1 for");
  });
  assert(
    / m +job [0-9a-f]{8}, 1 of \d+ held, 0 done, 0 failed/.test(text),
    text,
  );
  working.signal("SIGKILL");
  await working.result;
});

brokerTest("Deno's telemetry is told of items and queues", async (server) => {
  const bodies: string[] = [];
  const port = freePort();
  await using _collector = Deno.serve(
    { hostname: "127.0.0.1", port, onListen: () => {} },
    async (request) => {
      bodies.push(await request.text());
      return new Response();
    },
  );
  const env = {
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  };
  const address = server.address("q");
  await runCommand(server, ["send", address, "--close"], {
    stdin: "1\n2\n",
    env,
  });
  const job = `n => {
    console.log("confidential");
    if (n > 1) throw new Error("confidential");
    return "confidential";
  }`;
  const { code } = await runCommand(server, ["work", address, job], { env });
  assertEquals(code, 1);
  const all = bodies.join("\n");
  const names = ["sluice.items", "sluice.item.duration", "sluice.queue.items"];
  for (const name of names) assertStringIncludes(all, `"${name}"`);
  assert(!all.includes("confidential"), "what a job says leaves the process");
  for (const outcome of ["sent", "done", "threw"]) {
    assertStringIncludes(all, `"${outcome}"`);
  }
});
