import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCommand } from "./support/commands.ts";
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
