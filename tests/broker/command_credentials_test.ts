import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { linesOf, numbers, runCommand } from "./support/commands.ts";
import { brokerTest } from "./support/nats_server.ts";
import { SECRET } from "./support/opening.ts";

brokerTest(
  "The credentials are the first line of stdin, or a file",
  async (server) => {
    const queue = server.address("q");
    const credentials = JSON.stringify({ token: SECRET });
    const args = ["send", queue, "--credentials", "-"];
    const sent = await runCommand(server, args, {
      stdin: `${credentials}\n1\n2\n`,
    });
    assertEquals([sent.code, sent.stderr], [0, "2 items sent to q\n"]);
    const file = `${server.folder}/credentials.json`;
    await Deno.writeTextFile(file, credentials);
    const { code, stdout, stderr } = await runCommand(
      server,
      ["status", queue, "--json", "--credentials", file],
      { flags: [`--allow-read=${file}`] },
    );
    assertEquals([code, JSON.parse(stdout).waiting], [0, 2], stderr);
    const unread = await runCommand(server, [
      "dead",
      queue,
      "--credentials",
      file,
    ]);
    assertEquals(unread.code, 4);
    assertStringIncludes(unread.stderr, "permission");
  },
  { config: `authorization { token: "${SECRET}" }` },
);

brokerTest("A secret is never in what is said", async (server) => {
  const inAddress = `nats://${
    SECRET.replace(" ", "")
  }@127.0.0.1:${server.port}/q`;
  const refused = await runCommand(server, ["send", inAddress]);
  assertEquals(refused.code, 2);
  assertStringIncludes(refused.stderr, "--credentials");
  const wrong = await runCommand(
    server,
    ["send", server.address("q"), "--credentials", "-"],
    { stdin: JSON.stringify({ token: `${SECRET}!` }) },
  );
  assertEquals(wrong.code, 4);
  const broken = await runCommand(
    server,
    ["send", server.address("q"), "--credentials", "-"],
    { stdin: `{"token":"${SECRET}"` },
  );
  assertEquals(broken.code, 4);
  for (const { stderr, stdout } of [refused, wrong, broken]) {
    assert(!(stderr + stdout).includes("sesame"), stderr);
  }
}, { config: `authorization { token: "${SECRET}" }` });

brokerTest(
  "A producer and a worker need no more than the README gives them",
  async (server) => {
    const queue = server.address("numbers");
    const as = (user: string, stdin = "") => ({
      stdin: `${JSON.stringify({ user, pass: "p" })}\n${stdin}`,
    });
    const credentials = ["--credentials", "-"];
    const made = await runCommand(
      server,
      ["send", queue, ...credentials],
      as("admin"),
    );
    assertEquals(made.code, 0, made.stderr);
    const sent = await runCommand(
      server,
      ["send", queue, ...credentials],
      as("producer", numbers(5)),
    );
    assertEquals([sent.code, sent.stderr], [0, "5 items sent to numbers\n"]);
    const denied = await runCommand(
      server,
      ["send", queue, "--close", ...credentials],
      as("producer"),
    );
    assertEquals(denied.code, 4);
    assertStringIncludes(denied.stderr, "denies this user publish to");
    await runCommand(
      server,
      ["send", queue, "--close", ...credentials],
      as("admin"),
    );
    const job = "n => { if (n === 3) throw new Error('no'); return n }";
    const worked = await runCommand(
      server,
      ["work", queue, job, ...credentials],
      as("worker"),
    );
    assertEquals(
      linesOf(worked.stdout).sort(),
      ["0", "1", "2", "4"],
      worked.stderr,
    );
    assertEquals(worked.code, 1);
  },
  {
    config: `authorization { users: [
    { user: admin, password: "p" }
    { user: producer, password: "p", permissions: {
      publish: ["sluice.numbers.items", "$JS.API.STREAM.INFO.numbers"]
      subscribe: ["_INBOX_send.>", "sluice.numbers.freed"] } }
    { user: worker, password: "p", permissions: {
      publish: ["sluice.numbers.freed", "sluice.numbers-dead.items",
        "$JS.ACK.numbers.workers.>",
        "$JS.API.STREAM.INFO.numbers", "$JS.API.STREAM.INFO.numbers-dead",
        "$JS.API.CONSUMER.INFO.numbers.workers",
        "$JS.API.CONSUMER.MSG.NEXT.numbers.workers"]
      subscribe: ["_INBOX_work.>", "sluice.numbers.freed", "sluice.numbers.presence"]
      allow_responses: true } }
  ] }`,
  },
);
