import { assert, assertEquals } from "@std/assert";
import { Sandbox } from "../../../../lib/mod.ts";
import { SpareThreads } from "../../../../lib/sandbox/worker/threads/spare_threads.ts";
import { heapLimits } from "../../../../lib/sandbox/worker/threads/starter.ts";

const LIMITS = heapLimits(300 * 2 ** 20);
const OTHERS = heapLimits(400 * 2 ** 20);

Deno.test("A spare thread is given away once", () => {
  SpareThreads.fill(LIMITS);
  const first = SpareThreads.take(LIMITS);
  SpareThreads.fill(LIMITS);
  const second = SpareThreads.take(LIMITS);
  assert(first !== second);
  assertEquals([first.isOver, second.isOver], [false, false]);
  first.terminate();
  second.terminate();
});

Deno.test("A spare thread of other limits is ended, and not given away", () => {
  SpareThreads.fill(LIMITS);
  const other = SpareThreads.take(OTHERS);
  const again = SpareThreads.take(LIMITS);
  assertEquals([other.isOver, again.isOver], [false, false]);
  assert(other !== again);
  other.terminate();
  again.terminate();
});

Deno.test("A sandbox begins with a worker that was kept ready, and keeps nothing of it", async () => {
  const memory = 300 * 2 ** 20;
  Sandbox.warm({ memory });
  const job = `let n = 0; export default () => n++`;
  const seen: unknown[] = [];
  for (let round = 0; round < 2; round++) {
    await using sandbox = new Sandbox(job, {
      memory,
      workers: 1,
      isolate: "worker",
    });
    seen.push(await sandbox.run(1), await sandbox.run(1));
  }
  assertEquals(seen, [0, 1, 0, 1]);
});

Deno.test("A sandbox may keep no spare", async () => {
  await using sandbox = new Sandbox("n => n", { spare: false, workers: 1 });
  assertEquals(await sandbox.run(1), 1);
});
