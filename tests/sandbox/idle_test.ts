import { assert, assertEquals, assertRejects } from "@std/assert";
import { ItemError, type Sandbox } from "../../lib/mod.ts";
import { FakeTime } from "../support/fake_time.ts";
import { quickSandbox } from "../support/jobs.ts";
import { once } from "../support/run_each.ts";
import { canRun } from "../support/program.ts";

const LIBRARY = new URL("../../lib/mod.ts", import.meta.url).href;

/** Runs a program that uses the library, and gives what it printed. */
async function runScript(code: string): Promise<{ code: number; out: string }> {
  const text = `import { Sandbox } from ${JSON.stringify(LIBRARY)};\n${code}`;
  const url = `data:text/javascript,${encodeURIComponent(text)}`;
  const args = ["run", "--no-prompt", "--quiet", "--unstable-worker-options"];
  const { code: status, stdout } = await new Deno.Command("deno", {
    args: [...args, url],
    stdin: "null",
    stderr: "inherit",
  }).output();
  return { code: status, out: new TextDecoder().decode(stdout) };
}

for (const unprivileged of [true, false]) {
  const ran = once(() =>
    runScript(`
    const job = "n => { for (let i = 0, x = 0; i < 1e7; i++) x += i % n; return n; }";
    const sandbox = new Sandbox(job, { unprivileged: ${unprivileged} });
    console.log(await sandbox.run(1));
    sandbox.run(7).then((value) => console.log(value));
  `)
  );

  Deno.test({
    name: `A program ends with an idle sandbox, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => assertEquals((await ran()).code, 0),
  });

  Deno.test({
    name:
      `A program does not end before its items, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => assertEquals((await ran()).out, "1\n7\n"),
  });
}

Deno.test("A sandbox is disposed though an item never ends, and the error comes out", async () => {
  const error = await assertRejects(async () => {
    await using sandbox = quickSandbox("() => { for (;;); }");
    sandbox.run(1).catch(() => {});
    await sandbox.load();
    throw new Error("mine");
  }, Error);
  assertEquals(error.message, "mine");
});

Deno.test("A test that fakes timers drives the time of an item", async () => {
  using time = new FakeTime();
  await using sandbox = quickSandbox("() => { for (;;); }", { workers: 1 });
  await sandbox.load();
  const running = sandbox.run(1, { timeout: 60_000 });
  await untilBusy(sandbox);
  time.tick(60_100);
  const error = await assertRejects(() => running, ItemError);
  assertEquals(error.kind, "timeout");
});

/** Resolves when a worker is on an item; without timers, which are faked. */
async function untilBusy(sandbox: Sandbox): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < 100 || sandbox.stats.running === 0) {
    assert(performance.now() - start < 20_000, "no worker is on an item");
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
