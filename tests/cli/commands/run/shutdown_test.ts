import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../../lib/cli/run.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";
import { runIn } from "../../../support/run_in.ts";

Deno.test("a closed stdout ends the run quietly and well", async () => {
  const { code, err } = await runIn(
    { writes: 1, stdin: endless() },
    ...["map", "n => n"],
  );
  assertEquals({ code, err }, { code: 0, err: "" });
});

function* endless(): Generator<string> {
  for (let n = 0;; n++) yield `${n}\n`.repeat(1000);
}

Deno.test("the deadline ends the run with 124, after writing what was done", async () => {
  const { code, out, err } = await runIn(
    {},
    ...["map", "n => { while (n > 0); return n }", "--range", "0..9"],
    ...["--deadline", "2s"],
  );
  assertEquals({ code, out }, { code: 124, out: "0\n" });
  assertStringIncludes(err, "deadline");
});

Deno.test("one signal finishes what was read, and stops reading", async () => {
  const { promise: read, resolve } = Promise.withResolvers<void>();
  const terminal = new FakeTerminal({
    stdin: (async function* () {
      yield "1\n2\n3\n";
      resolve();
      await new Promise(() => {});
    })(),
  });
  const running = run(["map", "n => n * 10"], terminal);
  await read;
  await terminal.written();
  terminal.signal("SIGINT");
  assertEquals(await running, 130);
  assertEquals(terminal.out, "10\n20\n30\n");
  assert(!terminal.isListening);
});

Deno.test("a second signal stops at once, even when an item never ends", async () => {
  const terminal = new FakeTerminal({});
  const running = run([
    "map",
    "n => { while (n > 0); return n }",
    "--range",
    "0..5",
  ], terminal);
  await terminal.written();
  terminal.signal("SIGTERM");
  terminal.signal("SIGTERM");
  assertEquals(await running, 143);
  assertEquals(terminal.out, "0\n");
});
