import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { canReadSources } from "../support/sources.ts";
import { linesOf, numbers, runCommand } from "./support/commands.ts";
import { brokerTest, type NatsServer } from "./support/nats_server.ts";

/** The users of docs/broker.md, whose password is p. */
function recipe(): string {
  if (!canReadSources()) return "";
  const page = Deno.readTextFileSync(
    new URL("../../docs/broker.md", import.meta.url),
  );
  const [, block = ""] = /```conf\n([^]*?)```/.exec(page) ?? [];
  return block.replaceAll('"…"', '"p"');
}

/** Runs a command as one of them. */
async function run(
  server: NatsServer,
  [user, ...args]: readonly string[],
  stdin = "",
) {
  const credentials = JSON.stringify({ user, pass: "p" });
  return await runCommand(server, [...args, "--credentials", "-"], {
    stdin: `${credentials}\n${stdin}`,
  });
}

brokerTest("The users of the page can do what is theirs", async (server) => {
  const queue = server.address("numbers");
  const made = await run(server, ["operator", "send", queue]);
  assertEquals(made.code, 0, made.stderr);
  const sent = await run(
    server,
    ["producer", "send", queue, "--id", "x"],
    numbers(5),
  );
  assertEquals([sent.code, sent.stderr], [0, "5 items sent to numbers\n"]);
  const again = await run(
    server,
    ["producer", "send", queue, "--id", "x"],
    numbers(6),
  );
  assertStringIncludes(again.stderr, "5 were there already");
  const closed = await run(server, ["operator", "send", queue, "--close"]);
  assertEquals(closed.code, 0, closed.stderr);
  const job = "n => { if (n === 3) throw new Error('no'); return n }";
  const worked = await run(server, ["worker", "work", queue, job]);
  assertEquals(linesOf(worked.stdout).sort(), ["0", "1", "2", "4", "5"]);
  assertEquals(worked.code, 1, worked.stderr);
}, { config: recipe() });

brokerTest(
  "The operator of the page can do all that there is",
  async (server) => {
    const queue = server.address("numbers");
    const broker = `nats://127.0.0.1:${server.port}`;
    await run(server, ["operator", "send", queue], numbers(2));
    const failed = await run(server, [
      ...["worker", "work", queue, "n => { throw n }"],
      ...["--on-error", "stop", "-j", "1"],
    ]);
    assertEquals(failed.code, 1, failed.stderr);
    const commands = [
      ["queues", broker],
      ["status", queue],
      ["peek", queue],
      ["dead", queue],
      ["dead", queue, "--retry"],
      ["pause", queue],
      ["resume", queue],
      ["send", queue, "--close"],
      ["reopen", queue, "--yes"],
      ["purge", queue, "--yes"],
      ["delete", queue, "--yes"],
    ];
    for (const args of commands) {
      const { code, stderr } = await run(server, ["operator", ...args]);
      assertEquals([args.join(" "), code, stderr], [args.join(" "), 0, stderr]);
    }
  },
  { config: recipe() },
);

brokerTest("The users of the page can do no more", async (server) => {
  const queue = server.address("numbers");
  await run(server, ["operator", "send", queue], numbers(2));
  const commands = [
    ["producer", "work", queue, "n => n"],
    ["producer", "send", queue, "--close"],
    ["producer", "delete", queue, "--yes"],
    ["worker", "send", queue],
    ["worker", "purge", queue, "--yes"],
  ];
  for (const args of commands) {
    const { code, stderr } = await run(server, args, "1\n");
    assertEquals([args.join(" "), code], [args.join(" "), 4], stderr);
    assert(/denies this user|not answer/.test(stderr), stderr);
  }
}, { config: recipe() });
