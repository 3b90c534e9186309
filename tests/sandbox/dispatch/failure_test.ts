import { assertEquals, assertRejects } from "@std/assert";
import { ItemError } from "../../../lib/errors.ts";
import type { Outcome } from "../../../lib/sandbox.ts";
import { ACTOR, quickSandbox, SYNC_ACTOR } from "../../support/jobs.ts";
import { collect } from "../../support/lines_of.ts";
import { once } from "../../support/run_each.ts";

/** Outcomes as the value of those that have one, and the kind of failure of the rest. */
function summary(outcomes: readonly Outcome[]): unknown[] {
  return outcomes.map((o) => o.ok ? o.value : o.error.kind);
}

/** Twenty items, one of which does something else than return. */
function withOne(does: string): { does: string; value: number }[] {
  return Array.from({ length: 20 }, (_, value) => ({
    does: value === 13 ? does : "return",
    value,
  }));
}

const GOOD = Array.from({ length: 20 }, (_, value) => value);

type Case = readonly [name: string, does: string, kind: string];

const ASYNC: readonly Case[] = [
  ["throws", "throw", "threw"],
  ["rejects", "reject", "threw"],
  ["returns what JSON cannot hold", "unsayable", "result"],
  ["loops", "loop", "timeout"],
  ["loops after an await", "await loop", "timeout"],
  ["runs a catastrophic regular expression", "regexp", "timeout"],
  ["never settles", "never", "timeout"],
  ["leaves work behind that never ends", "leave", "timeout"],
];

const SYNC: readonly Case[] = [
  ["throws", "throw", "threw"],
  ["loops", "loop", "timeout"],
  ["never settles", "never", "timeout"],
  ["leaves work behind that never ends", "leave", "timeout"],
];

/** What becomes of twenty items for each case; all cases are in one map. */
function lostBy(
  job: string,
  cases: readonly Case[],
): (does: string) => Promise<Outcome[]> {
  const all = once(async () => {
    await using sandbox = quickSandbox(job, { timeout: 150 });
    const items = cases.flatMap(([, does]) => withOne(does));
    return await collect(sandbox.map(items));
  });
  return async (does) => {
    const first = 20 * cases.findIndex(([, what]) => what === does);
    return (await all()).slice(first, first + 20)
      .map((outcome) => ({ ...outcome, index: outcome.index - first }));
  };
}

// In two parts: a test is to take no longer than a few seconds.
const EARLY = ASYNC.slice(0, 5);
const lostEarly = lostBy(ACTOR, EARLY);
const lostLate = lostBy(ACTOR, ASYNC.slice(5));
const lostBySync = lostBy(SYNC_ACTOR, SYNC);

Deno.test.each(ASYNC)(
  "Sandbox.map() of an async job loses only the item that %s",
  async (_name, does, kind) => {
    const isEarly = EARLY.some(([, what]) => what === does);
    const lost = isEarly ? lostEarly : lostLate;
    assertLost(await lost(does), kind);
  },
);

Deno.test.each(SYNC)(
  "Sandbox.map() of a sync job loses only the item that %s",
  async (_name, does, kind) => assertLost(await lostBySync(does), kind),
);

function assertLost(outcomes: readonly Outcome[], kind: string): void {
  assertEquals(outcomes.map(({ index }) => index), GOOD);
  assertEquals(summary(outcomes), GOOD.with(13, kind as never));
}

Deno.test("Sandbox.map() loses only the item that uses up the memory", async () => {
  const job = `({ does, value }) => {
    if (does === "eat") for (const a = [];;) a.push(new Array(1e4).fill(1.5));
    return value;
  }`;
  const options = { timeout: 20_000, memory: 2 ** 28, workers: 1 };
  await using sandbox = quickSandbox(job, options);
  const outcomes = await collect(sandbox.map(withOne("eat")));
  assertEquals(summary(outcomes), GOOD.with(13, "memory" as never));
});

Deno.test("Sandbox.map() finds an item that used up the memory and died silently", async () => {
  const job = `async ({ does, value }) => {
    await null;
    if (does === "eat") for (const a = [];;) a.push(new Array(1e4).fill(1.5));
    return value;
  }`;
  const options = { timeout: 30_000, memory: 2 ** 28, workers: 1 };
  await using sandbox = quickSandbox(job, options);
  const items = [{ does: "eat", value: 0 }, { does: "return", value: 1 }];
  const outcomes = await collect(sandbox.map(items));
  assertEquals(summary(outcomes), ["memory", 1]);
});

Deno.test("Sandbox tells a promise that never settles from a guest that is dead", async () => {
  await using sandbox = quickSandbox(ACTOR, { timeout: 1_500, workers: 1 });
  const error = await assertRejects(
    () => sandbox.run({ does: "never" }),
    ItemError,
    "no result within 1500ms",
  );
  assertEquals(error.kind, "timeout");
});

Deno.test("Sandbox says what a job threw", async () => {
  await using sandbox = quickSandbox(
    "x => { throw x === 0 ? new TypeError('bad item') : x; }",
  );
  const messages = [];
  for (const item of [0, "text", null, { a: 1 }]) {
    const error = await assertRejects(() => sandbox.run(item), ItemError);
    assertEquals(error.kind, "threw");
    messages.push(error.message);
  }
  assertEquals(messages, [
    "TypeError: bad item",
    "text",
    "null",
    '{"a":1}',
  ]);
});

Deno.test("Sandbox tries an item again as often as it may, and counts it", async () => {
  await using sandbox = quickSandbox(ACTOR, {
    workers: 1,
    retries: 2,
    endowments: ["random"],
  });
  const items = [{ does: "throw", value: "no" }, { does: "return", value: 1 }];
  const outcomes = await collect(sandbox.map(items));
  assertEquals(summary(outcomes), ["threw", 1]);
  assertEquals(sandbox.stats.retried, 2);
});

Deno.test("Sandbox tries an item again that ended its worker", async () => {
  const options = { retries: 1, timeout: 150, workers: 1 };
  await using sandbox = quickSandbox(SYNC_ACTOR, options);
  const outcomes = await collect(sandbox.map(withOne("loop")));
  assertEquals(summary(outcomes), GOOD.with(13, "timeout" as never));
  assertEquals(sandbox.stats.retried, 1);
  assertEquals(sandbox.stats.replaced, 2);
});

Deno.test("Sandbox with retries gives every other outcome of a batch at once", async () => {
  await using sandbox = quickSandbox(SYNC_ACTOR, {
    workers: 1,
    retries: 1,
    endowments: ["clock"],
  });
  const items = Array.from({ length: 300 }, (_, value) => ({
    does: value % 3 === 0 ? "throw" : value % 3 === 1 ? "nothing" : "return",
    value,
  }));
  const outcomes = await collect(sandbox.map(items));
  assertEquals(
    summary(outcomes),
    items.map(({ value }) => ["threw", undefined, value][value % 3]),
  );
  assertEquals(sandbox.stats.retried, 100);
});

Deno.test("Sandbox goes on after more items in a row ended their worker than it has workers", async () => {
  await using sandbox = quickSandbox(SYNC_ACTOR, {
    timeout: 150,
    workers: 1,
  });
  const items = Array.from({ length: 4 }, (_, value) => ({
    does: value < 2 ? "loop" : "return",
    value,
  }));
  const outcomes = await collect(sandbox.map(items));
  assertEquals(
    summary(outcomes),
    items.map(({ does, value }) => does === "loop" ? "timeout" : value),
  );
  assertEquals(sandbox.stats.replaced, 2);
});

Deno.test("Sandbox does not run again what can only fail again, and counts it", async () => {
  await using sandbox = quickSandbox(SYNC_ACTOR, { retries: 3, workers: 1 });
  const outcomes = await collect(sandbox.map(withOne("throw")));
  assertEquals(summary(outcomes), GOOD.with(13, "threw" as never));
  const { retried, spared } = sandbox.stats;
  assertEquals([retried, spared], [0, 1]);
});

Deno.test("An error that was made below many calls of the job is told, with the innermost", async () => {
  const job = `() => { const deeper = () => deeper() + 1; return deeper(); }`;
  await using sandbox = quickSandbox(job, { timeout: 5_000 });
  const error = await assertRejects(() => sandbox.run(0), ItemError);
  assertEquals(error.kind, "threw");
  assertEquals(error.line, 1);
});
