import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { ItemError, JobError, SandboxError } from "../lib/errors.ts";
import { Sandbox } from "../lib/sandbox.ts";
import { FakeTime } from "./support/fake_time.ts";
import { quickSandbox } from "./support/jobs.ts";
import { localGuests } from "./support/local_guest.ts";
import { shareSandbox } from "./support/shared_sandbox.ts";
import { settled } from "./support/settled.ts";

const shared = shareSandbox(`
  const factor: number = 3;
  export default (item: any): unknown => {
    switch (item?.does) {
      case "nothing": return undefined;
      case "multiply": return item.by * factor;
      case "wait": return (async () => { await null; return item.then })();
      default: return item;
    }
  };
`);

shared("Sandbox.run() gives what the job returned", async (sandbox) => {
  for (
    const item of [0, "ä\n𝒳", null, [1, [2]], { a: { b: "\u2028" } }, true]
  ) {
    assertEquals(await sandbox.run(item), item);
  }
});

shared("Sandbox.run() awaits what the job returned", async (sandbox) => {
  assertEquals(await sandbox.run({ does: "wait", then: 2 }), 2);
});

shared(
  "Sandbox.run() gives undefined when the job returned nothing",
  async (sandbox) => {
    assertEquals(await sandbox.run({ does: "nothing" }), undefined);
  },
);

shared("Sandbox.run() takes TypeScript and modules", async (sandbox) => {
  assertEquals(await sandbox.run({ does: "multiply", by: 2 }), 6);
});

shared(
  "Sandbox.run() runs many items at the same time, each with its own result",
  async (sandbox) => {
    const items = Array.from(
      { length: 500 },
      (_, by) => ({ does: "multiply", by }),
    );
    const results = await Promise.all(items.map((item) => sandbox.run(item)));
    assertEquals(results, items.map(({ by }) => by * 3));
  },
);

Deno.test("Sandbox in a web worker without permissions gives the same", async () => {
  await using sandbox = new Sandbox("n => n ** 2", { workers: 1 });
  assertEquals(await sandbox.run(12), 144);
  await assertRejects(() => sandbox.run(undefined), ItemError);
});

Deno.test("Sandbox in a web worker kills a loop, and goes on", async () => {
  await using sandbox = new Sandbox(
    "n => { while (n < 0); return n; }",
    { workers: 1, timeout: 300 },
  );
  const error = await assertRejects(() => sandbox.run(-1), ItemError);
  assertEquals(error.kind, "timeout");
  assertEquals(await sandbox.run(1), 1);
});

const eachUnfit = Deno.test.each<[string, unknown]>([
  ["undefined", undefined],
  ["a function", () => {}],
  ["NaN", NaN],
  ["a symbol", Symbol("s")],
]);

eachUnfit("Sandbox.run() refuses %s as an item", async (_name, item) => {
  const sandbox = quickSandbox("x => x");
  await assertRejects(() => sandbox.run(item), ItemError);
});

Deno.test("Sandbox.run() of a text that is no job rejects, every time", async () => {
  await using sandbox = quickSandbox("n => n *");
  for (let n = 0; n < 2; n++) {
    const error = await assertRejects(() => sandbox.run(1), JobError);
    assertEquals(error.kind, "syntax");
  }
});

const eachUnloadable = Deno.test.each<[string, string, string]>([
  [
    "throws",
    `throw new TypeError("no luck"); export default x => x`,
    "no luck",
  ],
  ["is an object", "export default JSON.parse('{}')", "of type object"],
  ["is null", "export default JSON.parse('null')", "null"],
  ["is undefined", "export default undefined", "undefined"],
]);

eachUnloadable(
  "Sandbox.run() of a job that %s rejects with a load error",
  async (_name, job, message) => {
    using _ = localGuests();
    await using sandbox = quickSandbox(job);
    const error = await assertRejects(() => sandbox.run(1), SandboxError);
    assertEquals(error.kind, "load");
    assert(error.message.includes(message), error.message);
    await assertRejects(() => sandbox.load(), SandboxError);
  },
);

Deno.test("Sandbox.run() with an aborted signal starts nothing", async () => {
  await using sandbox = quickSandbox("x => x");
  const signal = AbortSignal.abort(new Error("too late"));
  await assertRejects(() => sandbox.run(1, { signal }), Error, "too late");
  assertEquals(sandbox.stats.workers, 0);
});

Deno.test("Sandbox.run() aborted while the job is parsed rejects with the reason", async () => {
  await using sandbox = quickSandbox("x => x");
  const controller = new AbortController();
  const running = sandbox.run(1, { signal: controller.signal });
  controller.abort(new Error("changed my mind"));
  await assertRejects(() => running, Error, "changed my mind");
});

const looping = shareSandbox("n => { while (n < 0); return n; }", {
  workers: 1,
  timeout: 1e9,
});

looping(
  "Sandbox.run() aborted while its item loops frees the worker",
  async (sandbox) => {
    assertEquals(await sandbox.run(1), 1);
    const { replaced } = sandbox.stats;
    const controller = new AbortController();
    const running = sandbox.run(-1, { signal: controller.signal });
    assertEquals(await settled(running), false);
    controller.abort(new Error("enough"));
    await assertRejects(() => running, Error, "enough");
    assertEquals(await sandbox.run(2), 2);
    assertEquals(sandbox.stats.replaced, replaced + 1);
  },
);

shared("Sandbox.run() aborted rejects only its own item", async (sandbox) => {
  const controller = new AbortController();
  const { signal } = controller;
  const items = Array.from({ length: 300 }, (_, n) => n);
  const runs = items.map((n) => sandbox.run(n, n % 3 === 0 ? { signal } : {}));
  controller.abort(new Error("third"));
  const outcomes = await Promise.allSettled(runs);
  assertEquals(
    outcomes.map((o) => o.status === "fulfilled" ? o.value : o.reason.message),
    items.map((n) => n % 3 === 0 ? "third" : n),
  );
});

looping("Sandbox.run() takes a timeout of its own", async (sandbox) => {
  const error = await assertRejects(
    () => sandbox.run(-1, { timeout: 150 }),
    ItemError,
    "no result within 150ms",
  );
  assertEquals(error.kind, "timeout");
  await assertRejects(() => sandbox.run(1, { timeout: 0 }), RangeError);
});

Deno.test("Sandbox.run() is not held up by an item that is slow in another worker", async () => {
  await using sandbox = quickSandbox(
    "n => { while (n < 0); return n; }",
    { workers: 2, timeout: 10_000 },
  );
  // Both workers are up, and known to be quick.
  for (let n = 0; n < 20; n++) {
    await Promise.all(Array.from({ length: 50 }, (_, n) => sandbox.run(n)));
  }
  const controller = new AbortController();
  const order: string[] = [];
  const slow = sandbox.run(-1, { signal: controller.signal })
    .catch(() => order.push("slow"));
  const quick = Array.from({ length: 20 }, (_, n) => sandbox.run(n));
  await Promise.all(quick);
  order.push("quick");
  controller.abort();
  await slow;
  assertEquals(order, ["quick", "slow"]);
});

Deno.test("Sandbox.close() rejects what is outstanding, and what comes later", async () => {
  const sandbox = quickSandbox("n => { while (n < 0); return n; }");
  await sandbox.load();
  const running = [sandbox.run(-1), sandbox.run(-1), sandbox.run(-1)];
  assertEquals(await settled(Promise.all(running)), false);
  sandbox.close();
  for (const run of running) {
    const error = await assertRejects(() => run, SandboxError);
    assertEquals(error.kind, "closed");
  }
  await assertRejects(() => sandbox.run(1), SandboxError, "closed");
  await assertRejects(() => sandbox.load(), SandboxError, "closed");
  assertEquals(sandbox.stats.workers, 0);
});

Deno.test("Sandbox.close() before anything was run starts nothing", async () => {
  const sandbox = quickSandbox("n => n");
  sandbox.close(new Error("mine"));
  await assertRejects(() => sandbox.run(1), Error, "mine");
  assertEquals(sandbox.stats.workers, 0);
});

Deno.test("Sandbox.close() while a worker starts rejects with its reason", async () => {
  const sandbox = quickSandbox("n => n");
  const running = sandbox.run(1);
  await settled(running);
  sandbox.close(new Error("mine"));
  await assertRejects(() => running, Error, "mine");
});

Deno.test("Sandbox closes when its signal aborts", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const sandbox = quickSandbox("() => { for (;;); }", { signal });
  await sandbox.load();
  const running = sandbox.run(1);
  controller.abort(new Error("going home"));
  await assertRejects(() => running, Error, "going home");

  const late = quickSandbox("n => n", { signal });
  await assertRejects(() => late.run(1), Error, "going home");
});

Deno.test("Sandbox starts no worker for one item more", async () => {
  using _ = localGuests();
  await using sandbox = quickSandbox("n => n", { workers: 8 });
  await sandbox.run(1);
  await sandbox.run(2);
  assertEquals(sandbox.stats.workers, 1);
});

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

const eachNonsense = Deno.test.each([
  [{ workers: 0 }],
  [{ workers: 1.5 }],
  [{ workers: 257 }],
  [{ timeout: 0 }],
  [{ timeout: -1 }],
  [{ timeout: NaN }],
  [{ memory: 2 ** 28 - 1 }],
  [{ memory: Infinity }],
  [{ memory: NaN }],
  [{ retries: -1 }],
  [{ retries: 0.5 }],
]);

eachNonsense("Sandbox refuses %o", (options) => {
  assertThrows(() => new Sandbox("x => x", options), RangeError, "Cannot use");
});
