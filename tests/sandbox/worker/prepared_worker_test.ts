import { assert, assertEquals, assertThrows } from "@std/assert";
import { Sandbox, type SandboxOptions } from "../../../lib/mod.ts";
import { prepareWorker } from "../../../lib/prepare.ts";
import { takePrepared } from "../../../lib/sandbox/worker/prepared_worker.ts";
import { resolveLimits } from "../../../lib/sandbox/limits.ts";
import { GuestThread } from "../../../lib/sandbox/worker/guest_port.ts";
import type { ThreadStarter } from "../../../lib/sandbox/worker/threads/starter.ts";
import { GuestWorker } from "../../../lib/sandbox/worker/worker.ts";

const OPTIONS: SandboxOptions = { unprivileged: true, workers: 1 };

Deno.test("A sandbox begins with the worker that was prepared for it", async () => {
  const prepared = prepareWorker(OPTIONS);
  await using sandbox = new Sandbox("n => n + 1", { ...OPTIONS, prepared });
  assertEquals(await sandbox.run(1), 2);
  const needs = resolveLimits({ ...OPTIONS, prepared });
  assertEquals(takePrepared(prepared, needs), undefined);
});

Deno.test("A worker that was prepared with other endowments runs no item", async () => {
  const generous: SandboxOptions = { ...OPTIONS, endowments: ["clock"] };
  using prepared = prepareWorker(generous);
  const job = "() => typeof performance";
  const sandbox = new Sandbox(job, { ...OPTIONS, prepared });
  assertEquals(await sandbox.run(1), "undefined");
  const thread = takePrepared(
    prepared,
    resolveLimits({ ...generous, prepared }),
  );
  assert(thread !== undefined);
  thread.terminate();
  sandbox.close();
});

Deno.test("Items see the same random numbers with a prepared worker and another", async () => {
  const options: SandboxOptions = { ...OPTIONS, endowments: ["random"] };
  const prepared = prepareWorker(options);
  const job = "() => Math.random()";
  await using first = new Sandbox(job, { ...options, prepared });
  await using second = new Sandbox(job, { ...options, prepared });
  assertEquals(await first.run(1), await second.run(1));
});

Deno.test("A prepared worker that nobody wants is ended with its scope", () => {
  using prepared = prepareWorker(OPTIONS);
  const other = resolveLimits({ ...OPTIONS, memory: 2 ** 30 });
  assertEquals(takePrepared(prepared, other), undefined);
});

Deno.test("prepareWorker refuses what a sandbox would refuse", () => {
  assertThrows(
    () => prepareWorker({ memory: 1 }),
    RangeError,
    "memory 1",
  );
});

Deno.test("A prepared worker that died before it was wanted is replaced", () => {
  const dead: ThreadStarter = {
    start(_setup, onDeath) {
      onDeath({ kind: "crash", message: "gone" });
      return { terminate() {}, cpuTime: () => Promise.resolve(NaN) };
    },
    close() {},
  };
  const limits = resolveLimits({ workers: 1 });
  const thread = new GuestThread(dead, limits);
  const deaths: string[] = [];
  const worker = new GuestWorker(thread, { ...limits, now: () => 0 }, {
    onReady() {},
    onUnusable() {},
    onReply() {},
    onLoss() {},
    onDeath: (_worker, { message }) => void deaths.push(message),
  });
  assertEquals(deaths, []);
  worker.listen();
  assertEquals(deaths, ["gone"]);
});
