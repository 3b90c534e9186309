import { assert, assertEquals } from "@std/assert";
import { quickSandbox } from "../../support/jobs.ts";
import { collect } from "../../support/lines_of.ts";

Deno.test("A run waits for its turn only, not for the items of a map", async () => {
  const job = "n => { for (let i = 0; i < 5e5; i++); return n; }";
  await using sandbox = quickSandbox(job, { workers: 1 });
  const most = 10_000;
  let isOver = false;
  function* items(): Generator<number> {
    for (let n = 0; n < most && !isOver; n++) yield n;
  }
  const mapping = collect(sandbox.map(items()));
  await sandbox.load();
  for (let n = 0; n < 5; n++) assertEquals(await sandbox.run(n), n);
  isOver = true;
  const { length } = await mapping;
  assert(length < most, `the runs were done after ${length} items`);
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
    timeout: 10_000,
  });
  for (let n = 0; n < 20; n++) {
    await Promise.all(Array.from({ length: 50 }, (_, n) => sandbox.run(n)));
  }
  const controller = new AbortController();
  const order: string[] = [];
  const [stuck, ...others] = [-1, 5, 4, 3, 2].map((n) =>
    sandbox.run(n, n < 0 ? { signal: controller.signal } : {})
      .then(() => order.push(`${n}`), () => order.push("stuck"))
  );
  await Promise.all(others);
  controller.abort();
  await stuck;
  assertEquals(order.at(-1), "stuck");
  assertEquals(order.length, 5);
});
