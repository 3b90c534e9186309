import { assert, assertEquals, assertRejects } from "@std/assert";
import { JobError, SandboxError } from "../../../lib/errors.ts";
import type { Outcome } from "../../../lib/sandbox.ts";
import { ACTOR, quickSandbox, SYNC_ACTOR } from "../../support/jobs.ts";
import { collect } from "../../support/lines_of.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { shareSandbox } from "../../support/shared_sandbox.ts";
import { settled, stillness } from "../../support/settled.ts";

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

async function* slowly<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await settled(Promise.resolve());
    yield item;
  }
}

const shared = shareSandbox(
  "(item, { index }) => item === 'index' ? index : item * 2",
);

const valuesOf = (outcomes: Outcome[]) =>
  outcomes.map((o) => o.ok ? o.value : o.error);

shared(
  "Sandbox.map() gives outcomes in the order of the items",
  async (sandbox) => {
    const outcomes = await collect(sandbox.map(range(5000)));
    assertEquals(outcomes.map(({ index }) => index), range(5000));
    assertEquals(valuesOf(outcomes), range(5000).map((n) => n * 2));
  },
);

shared("Sandbox.map() unordered gives every outcome once", async (sandbox) => {
  const outcomes = await collect(sandbox.map(range(5000), { ordered: false }));
  outcomes.sort((a, b) => a.index - b.index);
  assertEquals(valuesOf(outcomes), range(5000).map((n) => n * 2));
});

Deno.test("Sandbox.map() unordered gives what is there while an item is stuck", async () => {
  await using sandbox = quickSandbox(SYNC_ACTOR, { timeout: 10_000 });
  const items = range(50).map((value) => ({
    does: value === 0 ? "loop" : "return",
    value,
  }));
  const seen: number[] = [];
  for await (const { index } of sandbox.map(items, { ordered: false })) {
    seen.push(index);
    if (seen.length === 49) break;
  }
  assertEquals(seen.toSorted((a, b) => a - b), range(50).slice(1));
});

shared(
  "Sandbox.map() of an async iterable gives each outcome as its item comes",
  async (sandbox) => {
    const more: PromiseWithResolvers<void>[] = range(3).map(() =>
      Promise.withResolvers()
    );
    async function* items(): AsyncGenerator<number> {
      for (const [n, { promise }] of more.entries()) {
        await promise;
        yield n;
      }
    }
    const outcomes = sandbox.map(items());
    for (const [n, { resolve }] of more.entries()) {
      resolve();
      const { value } = await outcomes.next();
      assertEquals(value, { ok: true, index: n, value: n * 2 });
    }
    assertEquals((await outcomes.next()).done, true);
  },
);

shared("Sandbox.map() of nothing ends at once", async (sandbox) => {
  assertEquals(await collect(sandbox.map([])), []);
});

shared(
  "Sandbox.map() tells the job the position of its item in the whole input",
  async (sandbox) => {
    const outcomes = await collect(sandbox.map(range(3000).map(() => "index")));
    assertEquals(valuesOf(outcomes), range(3000));
  },
);

Deno.test("Sandbox.map() starts nothing before the first outcome is asked for", async () => {
  await using sandbox = quickSandbox("n => n");
  let asked = false;
  sandbox.map(function* () {
    asked = true;
    yield 1;
  }());
  await settled(Promise.resolve());
  assertEquals(asked, false);
  assertEquals(sandbox.stats.workers, 0);
});

shared("Sandbox.map() left early does not run the rest", async (sandbox) => {
  let taken = 0;
  const ended = Promise.withResolvers<void>();
  function* items(): Generator<number> {
    try {
      for (let n = 0;; n++) yield taken = n;
    } finally {
      ended.resolve();
    }
  }
  for await (const { index } of sandbox.map(items())) if (index === 9) break;
  const before = taken;
  await ended.promise;
  assert(taken <= before + 1, `${taken - before} more were taken`);
  assertEquals(sandbox.stats.waiting, 0);
  assertEquals(await sandbox.run(7), 14);
});

shared(
  "Sandbox.map() takes only some thousand items ahead of its reader",
  async (sandbox) => {
    let taken = 0;
    function* items(): Generator<number> {
      for (let n = 0;; n++) yield taken = n;
    }
    const outcomes = sandbox.map(items());
    await outcomes.next();
    await stillness(() => taken, 1);
    assert(taken < 5_000, `${taken} items were taken`);
    await outcomes.return?.();
  },
);

Deno.test("Sandbox.map() that is not read holds up no other work of the sandbox", async () => {
  await using sandbox = quickSandbox("n => 'x'.repeat(n)", { workers: 1 });
  const big = sandbox.map(range(60).map(() => 2 ** 20));
  const other: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    await big.next();
    other.push(await sandbox.run(n));
    other.push(...valuesOf(await collect(sandbox.map([n, n]))));
  }
  assertEquals(other, ["", "", "", "x", "x", "x", "xx", "xx", "xx"]);
  await big.return?.();
});

shared(
  "Sandbox.map() rejects with what the source threw, after what came before",
  async (sandbox) => {
    async function* items(): AsyncGenerator<number> {
      yield* slowly([1, 2]);
      throw new Error("source broke");
    }
    const outcomes = sandbox.map(items());
    await assertRejects(() => collect(outcomes), Error, "source broke");
  },
);

Deno.test("Sandbox.map() rejects when the job is none", async () => {
  await using broken = quickSandbox("n =>");
  await assertRejects(() => collect(broken.map([1])), JobError);
  await using useless = quickSandbox("export default JSON.parse('1')", {
    workers: 1,
  });
  await assertRejects(() => collect(useless.map([1])), SandboxError);
});

shared(
  "Sandbox.map() ends with the reason of a signal, though its source waits",
  async (sandbox) => {
    const controller = new AbortController();
    const { signal } = controller;
    let returned = false;
    const items: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => {
          returned = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const next = sandbox.map(items, { signal }).next();
    assertEquals(await settled(next), false);
    controller.abort(new Error("enough"));
    await assertRejects(() => next, Error, "enough");
    assertEquals(returned, true);
  },
);

shared(
  "Sandbox.map() that is not read ends with the reason of a signal",
  async (sandbox) => {
    const controller = new AbortController();
    const { signal } = controller;
    const outcomes = sandbox.map(range(100_000), { signal });
    await outcomes.next();
    await settled(Promise.resolve());
    controller.abort(new Error("enough"));
    await settled(Promise.resolve());
    await assertRejects(() => outcomes.next(), Error, "enough");
  },
);

Deno.test("Sandbox.map() with an aborted signal runs nothing", async () => {
  await using sandbox = quickSandbox("n => n");
  const signal = AbortSignal.abort(new Error("too late"));
  const outcomes = sandbox.map([1], { signal });
  await assertRejects(() => outcomes.next(), Error, "too late");
  assertEquals(sandbox.stats.workers, 0);
});

Deno.test("Sandbox.map() rejects when the sandbox is closed", async () => {
  const sandbox = quickSandbox(SYNC_ACTOR, { workers: 1 });
  const outcomes = sandbox.map([{ does: "return" }, { does: "loop" }]);
  await outcomes.next();
  const next = outcomes.next();
  assertEquals(await settled(next), false);
  sandbox.close();
  const error = await assertRejects(() => next, SandboxError);
  assertEquals(error.kind, "closed");
});

const HARMLESS = [
  "return",
  "return",
  "return",
  "await",
  "index",
  "throw",
  "reject",
  "nothing",
  "unsayable",
];
const KILLERS = ["loop", "await loop", "regexp", "never", "leave"];

/** What must become of an item. */
function expected(does: string, value: number): unknown {
  switch (does) {
    case "return":
    case "await":
    case "index":
      return value;
    case "nothing":
      return undefined;
    case "throw":
    case "reject":
      return "threw";
    case "unsayable":
      return "result";
    default:
      return "timeout";
  }
}

// `deno task fuzz` tries many more.
const eachSeed = Deno.test.each(range(Number(Deno.args[0] ?? 2)));

eachSeed(
  "Sandbox.map() gives exactly one outcome for each of random items (seed %d)",
  async (seed) => {
    const random = new SeededRandom(seed);
    const count = 1 + random.below(1500);
    const kills = 1 + random.below(2);
    const items = range(count).map((value) => ({
      does: random.pick(HARMLESS),
      value,
    }));
    for (let n = 0; n < kills; n++) {
      const value = random.below(count);
      items[value] = { does: random.pick(KILLERS), value };
    }
    const options = {
      timeout: 150,
      workers: 1 + random.below(3),
      retries: random.below(2),
    };
    const ordered = random.below(3) > 0;
    await using sandbox = quickSandbox(ACTOR, options);
    const outcomes = await collect(sandbox.map(items, { ordered }));
    if (!ordered) outcomes.sort((a, b) => a.index - b.index);
    assertEquals(outcomes.map(({ index }) => index), range(count));
    assertEquals(
      outcomes.map((o) => o.ok ? o.value : o.error.kind),
      items.map(({ does, value }) => expected(does, value)),
    );
  },
);
