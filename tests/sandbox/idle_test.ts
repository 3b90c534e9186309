import { assert, assertEquals, assertRejects } from "@std/assert";
import { ItemError, type Sandbox } from "../../lib/mod.ts";
import { FakeTime } from "../support/fake_time.ts";
import { quickSandbox } from "../support/jobs.ts";
import { collect } from "../support/lines_of.ts";
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
  Deno.test({
    name: `A program ends with an idle sandbox, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => {
      const { code, out } = await runScript(`
      const sandbox = new Sandbox("n => n + 1", { unprivileged: ${unprivileged} });
      console.log(await sandbox.run(1));
    `);
      assertEquals([code, out], [0, "2\n"]);
    },
  });
}

for (const unprivileged of [true, false]) {
  Deno.test({
    name:
      `A program does not end before its items, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => {
      const { code, out } = await runScript(`
      const job = "n => { let x = 0; for (let i = 0; i < 3e7; i++) x += i % n; return n; }";
      const sandbox = new Sandbox(job, { unprivileged: ${unprivileged} });
      sandbox.run(7).then((value) => console.log(value));
    `);
      assertEquals([code, out], [0, "7\n"]);
    },
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

Deno.test("A run waits for its turn only, not for the items of a map", async () => {
  const job = "n => { for (let i = 0; i < 5e5; i++); return n; }";
  await using sandbox = quickSandbox(job, { workers: 1 });
  const items = Array.from({ length: 1_000 }, (_, n) => n);
  const order: string[] = [];
  const mapping = collect(sandbox.map(items)).then((outcomes) => {
    order.push("map");
    return outcomes.length;
  });
  await sandbox.load();
  for (let n = 0; n < 5; n++) {
    assertEquals(await sandbox.run(n), n);
    order.push("run");
  }
  assertEquals(await mapping, items.length);
  assertEquals(order, ["run", "run", "run", "run", "run", "map"]);
});

Deno.test("Runs of one turn travel together, and each is alone to its job", async () => {
  const job = `(n, { index }) => {
    if (n === 13) throw new Error("unlucky");
    return [n, index];
  }`;
  await using sandbox = quickSandbox(job);
  const items = Array.from({ length: 2_500 }, (_, n) => n);
  const outcomes = await Promise.allSettled(
    items.map((n) => sandbox.run(n === 700 ? undefined : n)),
  );
  for (const [n, outcome] of outcomes.entries()) {
    if (n === 13) assertEquals(failureOf(outcome), "threw");
    else if (n === 700) assertEquals(failureOf(outcome), "input");
    else assertEquals(outcome, { status: "fulfilled", value: [n, 0] });
  }
});

function failureOf(outcome: PromiseSettledResult<unknown>): string | undefined {
  return outcome.status === "rejected" ? outcome.reason.kind : undefined;
}

Deno.test("What comes after an item that is stuck, in the same turn, is not stuck with it", async () => {
  await using sandbox = quickSandbox("n => { while (n < 0); return n; }", {
    timeout: 1_500,
  });
  for (let n = 0; n < 20; n++) {
    await Promise.all(Array.from({ length: 50 }, (_, n) => sandbox.run(n)));
  }
  const order: string[] = [];
  const runs = [-1, 5, 4, 3, 2].map((n) =>
    sandbox.run(n).then(() => order.push(`${n}`), () => order.push("stuck"))
  );
  await Promise.all(runs);
  assertEquals(order.at(-1), "stuck");
  assertEquals(order.length, 5);
});
