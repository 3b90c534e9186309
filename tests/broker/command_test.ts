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

function status(server: NatsServer, name = "q") {
  return runCommand(server, ["status", server.address(name), "--json"])
    .then(({ stdout }) => JSON.parse(stdout));
}

brokerTest("send and work do what map does", async (server) => {
  const queue = server.address("q");
  const sent = await runCommand(
    server,
    ["send", queue, "--capacity", "50", "--close"],
    { stdin: '{"n":1}\n\n{"n":2}\r\n{"n":3}' },
  );
  assertEquals([sent.code, sent.stdout], [0, ""]);
  const done = await runCommand(
    server,
    ["work", queue, "(e, { index }) => e.n > 1 ? [index, e.n] : undefined"],
  );
  assertEquals(done.code, 0, done.stderr);
  assertEquals(linesOf(done.stdout).sort(), ["[1,2]", "[2,3]"]);
  const { done: count, closed } = await status(server);
  assertEquals([count, closed], [3, true]);
});

brokerTest(
  "The commands ask for one permission, the broker's port",
  async (server) => {
    const audit = `${server.folder}/audit`;
    const env = { DENO_AUDIT_PERMISSIONS: audit };
    const queue = server.address("q");
    await runCommand(server, ["send", queue, "--close"], {
      stdin: numbers(20),
      env,
    });
    const { code } = await runCommand(server, ["work", queue, "n => n"], {
      env,
    });
    assertEquals(code, 0);
    await runCommand(server, ["status", queue], { env });
    await runCommand(server, ["dead", queue], { env });
    const asked = linesOf(await Deno.readTextFile(audit))
      .map((line) => JSON.parse(line))
      .map(({ permission, value }) => `${permission} ${value}`);
    assertEquals([...new Set(asked)], [`net 127.0.0.1:${server.port}`]);
  },
);

brokerTest(
  "Without the permission, the message is the command that works",
  async (server) => {
    const args = ["send", server.address("q"), "--id", "it's"];
    const refused = await runCommand(server, args, { mayConnect: false });
    assertEquals(refused.code, 4);
    const [, command = ""] = /Grant it: +(.*)$/m.exec(refused.stderr) ?? [];
    assertEquals(
      command,
      `deno run --allow-net=127.0.0.1:${server.port} main.ts send ` +
        `${server.address("q")} --id 'it'\\''s'`,
    );
  },
);

brokerTest("A job on a queue is given nothing", async (server) => {
  const queue = server.address("q");
  await runCommand(server, ["send", queue, "--close"], { stdin: "1" });
  const names = "Deno fetch process require WebSocket Worker XMLHttpRequest";
  const job = `() => "${names}".split(" ")
    .filter((name) => typeof globalThis[name] !== "undefined")`;
  const { stdout, stderr } = await runCommand(server, ["work", queue, job]);
  assertEquals(stdout, "[]\n", stderr);
});

brokerTest(
  "Bad items are put aside, once, and their room is free again",
  async (server) => {
    const queue = server.address("q");
    const bad = ['"throw"', '"loop"', '"big"', "{", '"never"'];
    const stdin = [...bad, ...Array(20).fill('"ok"')].join("\n");
    const args = ["send", queue, "--capacity", "4", "--close", "--no-check"];
    const sending = startCommand(server, args, { stdin });
    await until(async () => (await status(server)).waiting === 4);
    const job = `async (kind) => {
    if (kind === "throw") throw new Error("no");
    while (kind === "loop");
    if (kind === "big") return () => {};
    if (kind === "never") await new Promise(() => {});
    return kind;
  }`;
    const done = await runCommand(
      server,
      ["work", queue, job, "--timeout", "500ms", "-j", "2"],
    );
    assertEquals((await sending.result).code, 0);
    assertEquals(done.code, 1, done.stderr);
    assertEquals(linesOf(done.stdout).length, 20);
    const { stdout } = await runCommand(server, ["dead", queue]);
    const letters = linesOf(stdout).map((line) => JSON.parse(line));
    assertEquals(letters.map(({ item }) => item).sort(), [1, 2, 3, 4, 5]);
    const kinds = letters.map(({ error }) => error.kind).sort();
    assertEquals(kinds, ["input", "result", "threw", "timeout", "timeout"]);
    const { waiting, running, dead, done: count } = await status(server);
    assertEquals([waiting, running, dead, count], [0, 0, 5, 20]);
  },
);

brokerTest(
  "A machine that is killed costs no item, and no result twice",
  async (server) => {
    const queue = server.address("q");
    const results = server.address("r");
    const args = ["work", queue, "n => [n, n ** 2]", "--results", results];
    const count = 600;
    await runCommand(
      server,
      ["send", queue, "--capacity", "700", "--lease", "1s", "--close"],
      { stdin: numbers(count) },
    );
    const slow = args.with(
      2,
      "n => { let s = 0; for (let i = 0; i < 3e6; i++) s += i; return [n, n ** 2] }",
    );
    const victim = startCommand(server, slow);
    await until(async () => (await status(server)).done > 20);
    victim.signal("SIGKILL");
    await victim.result;
    const { code, stderr } = await runCommand(server, [...args, "--close"]);
    assertEquals(code, 0, stderr);
    const { stdout } = await runCommand(server, ["work", results, "r => r"]);
    const got = linesOf(stdout).map((line) => JSON.parse(line))
      .sort(([a], [b]) => a - b);
    assertEquals(got, Array.from({ length: count }, (_, n) => [n, n ** 2]));
  },
);

brokerTest(
  "Dead items go back, or are worked on where they are",
  async (server) => {
    const queue = server.address("q");
    const job = "n => { if (n < 2) throw new Error('no'); return n }";
    await runCommand(server, ["send", queue], { stdin: numbers(3) });
    const first = startCommand(server, ["work", queue, job]);
    await until(async () => (await status(server)).dead === 2);
    first.signal("SIGINT");
    const ended = await first.result;
    assertEquals([ended.code, ended.stdout], [130, "2\n"], ended.stderr);
    const retried = await runCommand(server, ["dead", queue, "--retry"]);
    assertEquals([retried.code, retried.stderr], [0, "2 items sent again\n"]);
    await runCommand(server, ["send", queue, "--close"]);
    const again = await runCommand(server, ["work", queue, job]);
    assertEquals([again.code, again.stdout], [1, ""]);
    const closed = await runCommand(server, ["dead", queue, "--retry"]);
    assertEquals(closed.code, 4);
    assertStringIncludes(closed.stderr, "q-dead");
  },
);

brokerTest("--on-error emit puts failures into the results", async (server) => {
  const queue = server.address("q");
  const flags = ["--close", "--no-check"];
  await runCommand(server, ["send", queue, ...flags], { stdin: '7\n{"' });
  const { stdout, code } = await runCommand(
    server,
    ["work", queue, "() => { throw 1 }", "--on-error", "emit", "--quiet"],
  );
  assertEquals(code, 1);
  const records = linesOf(stdout).map((line) => JSON.parse(line))
    .sort((a, b) => a.error.item - b.error.item);
  assertEquals(records.map(({ input }) => input), [7, '{"']);
  assertEquals(records.map(({ error }) => error.kind), ["threw", "input"]);
});

brokerTest(
  "--on-error stop ends the run and keeps what is left",
  async (server) => {
    const queue = server.address("q");
    await runCommand(server, ["send", queue], { stdin: numbers(50) });
    const job = "n => { if (n === 5) throw new Error('no'); return n }";
    const { code } = await runCommand(
      server,
      ["work", queue, job, "--on-error", "stop", "-j", "1"],
    );
    assertEquals(code, 1);
    const { waiting, running, dead, done } = await status(server);
    // What was put back counts as running until somebody takes it.
    assertEquals([dead, waiting + running + done], [1, 49]);
    assert(waiting > 0);
  },
);

brokerTest(
  "A broker that is not there ends every command, with its code",
  async (server) => {
    await server.down();
    const queue = server.address("q");
    const lines = [["send", queue], ["work", queue, "n => n"], [
      "status",
      queue,
    ], [
      "dead",
      queue,
    ]];
    for (const args of lines) {
      const { code, stderr } = await runCommand(server, args);
      assertEquals(code, 4);
      assertStringIncludes(stderr, "connection refused");
      assertEquals(linesOf(stderr).length, 1);
    }
  },
);

brokerTest("A job that does not load takes no item", async (server) => {
  const queue = server.address("q");
  await runCommand(server, ["send", queue], { stdin: numbers(3) });
  const { code, stderr } = await runCommand(server, [
    "work",
    queue,
    "n => n *",
  ]);
  assertEquals(code, 3, stderr);
  const thrower = "throw new Error('no'); export default 1";
  assertEquals((await runCommand(server, ["work", queue, thrower])).code, 3);
  assertEquals((await status(server)).waiting, 3);
});

brokerTest(
  "status --watch ends when the queue is closed and empty",
  async (server) => {
    const queue = server.address("q");
    await runCommand(server, ["send", queue, "--close"], { stdin: numbers(3) });
    const watching = startCommand(server, ["status", queue, "--watch"]);
    await using watched = await JetStreamChannel.open(queue);
    let looks = 0;
    watched.report(() => {
      looks++;
      return { name: "m", slots: 1, running: 0, done: 0, failed: 0, age: 1 };
    });
    await until(() => looks > 1);
    await runCommand(server, ["work", queue, "n => n"]);
    const { code, stdout } = await watching.result;
    assertEquals(code, 0);
    const lines = linesOf(stdout);
    assertStringIncludes(lines.at(0) ?? "", "waiting 3 · running 0 · done 0");
    assertStringIncludes(lines.at(-1) ?? "", "done 3");
  },
);

brokerTest("The same --id stores the same input once", async (server) => {
  const queue = server.address("q");
  const args = ["send", queue, "--id", "monday", "--input", "lines"];
  await runCommand(server, args, { stdin: "a\nb\n" });
  await runCommand(server, args, { stdin: 'a\nb\n"c"\n' });
  const { waiting } = await status(server);
  assertEquals(waiting, 3);
});
