import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../../lib/cli/run.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";
import { localGuests } from "../../../support/local_guest.ts";
import { runHere } from "../../../support/run_in.ts";

Deno.test("a closed stdout ends the run quietly and well", async () => {
  const { code, err } = await runHere(
    { writes: 1, stdin: endless() },
    ...["map", "n => n"],
  );
  assertEquals({ code, err }, { code: 0, err: "" });
});

function* endless(): Generator<string> {
  for (let n = 0;; n++) yield `${n}\n`.repeat(1000);
}

Deno.test("the deadline ends the run with 124, after writing what was done", async () => {
  const { code, out, err } = await runHere(
    {},
    ...["map", "n => n > 0 ? new Promise(() => {}) : n", "--range", "0..9"],
    ...["--deadline", "1s"],
  );
  assertEquals({ code, out }, { code: 124, out: "0\n" });
  assertStringIncludes(err, "deadline");
});

/** A range of a million items that is told to stop once something was written. */
async function interrupted(job: string, ...flags: string[]) {
  const terminal = new FakeTerminal();
  const command = ["map", job, "--range", "0..1000000", ...flags];
  const running = run(command, terminal);
  await terminal.written();
  terminal.signal("SIGINT");
  const code = await running;
  assert(!terminal.isListening);
  return { code, out: terminal.out, err: terminal.err };
}

const BUSY = "n => { for (let i = 0; i < 1e5; i++); return n }";

Deno.test("one signal finishes what runs, and writes the first items without a gap", async () => {
  const { code, out, err } = await interrupted(BUSY, "-j", "2");
  const count = out.split("\n").length - 1;
  assertEquals(code, 130);
  assert(count > 0 && count < 500_000, `${count} items`);
  assertEquals(out, Array.from({ length: count }, (_, n) => `${n}\n`).join(""));
  assertStringIncludes(err, "stopping: what runs is finished first");
  const shown = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  assertStringIncludes(err, `stopped after ${shown} items`);
});

Deno.test("a stopped run leaves a whole array behind", async () => {
  using _ = localGuests();
  const { out } = await interrupted(BUSY, "-o", "json");
  assert(Array.isArray(JSON.parse(out)));
});

Deno.test("what runs is waited for no longer than the grace, and what is done is kept", async () => {
  using _ = localGuests();
  const start = performance.now();
  const { code, out, err } = await interrupted(
    "n => n > 0 ? new Promise(() => {}) : n",
    ...["--grace", "200ms", "-o", "json"],
  );
  assertEquals({ code, out }, { code: 130, out: "[0]\n" });
  assertStringIncludes(err, "stopping now: what runs took longer than 200ms");
  assert(performance.now() - start < 5000);
});

Deno.test("--drain finishes all that was read", async () => {
  using _ = localGuests();
  const { promise: read, resolve } = Promise.withResolvers<void>();
  const terminal = new FakeTerminal({
    stdin: (async function* () {
      yield "1\n2\n3\n";
      resolve();
      await new Promise(() => {});
    })(),
  });
  const running = run(["map", "n => n * 10", "--drain"], terminal);
  await read;
  await terminal.written();
  terminal.signal("SIGINT");
  assertEquals(await running, 130);
  assertEquals(terminal.out, "10\n20\n30\n");
  assertStringIncludes(terminal.err, "what was read is finished first");
});

Deno.test("a signal while the input is quiet stops at once, and says what was written", async () => {
  using _ = localGuests();
  const terminal = new FakeTerminal({
    stdin: (async function* () {
      yield "1\n2\n3\n";
      await new Promise(() => {});
    })(),
  });
  const running = run(["map", "n => n * 10"], terminal);
  await terminal.written();
  terminal.signal("SIGTERM");
  assertEquals(await running, 143);
  const count = terminal.out.split("\n").length - 1;
  const items = count === 1 ? "1 item" : `${count} items`;
  const next = `go on with --skip ${count}`;
  assertStringIncludes(terminal.err, `stopped after ${items}; ${next}\n`);
});

Deno.test("a second signal stops at once, even when an item never ends", async () => {
  const terminal = new FakeTerminal({});
  const running = run([
    "map",
    "n => { while (n > 0); return n }",
    "--range",
    "0..5",
    "-j",
    "1",
  ], terminal);
  await terminal.written();
  terminal.signal("SIGTERM");
  terminal.signal("SIGTERM");
  assertEquals(await running, 143);
  assertEquals(terminal.out, "0\n");
});
