import { assert, assertEquals } from "@std/assert";
import { type JobLog, Sandbox } from "../../../../lib/mod.ts";
import { jobOfEach, once, valueOrKind } from "../../../support/run_each.ts";

/** The jobs of all tests, and on how many of the first integers each is run. */
const JOBS = {
  levels: {
    job: "(n) => { console.log('a', n); console.warn('b') }",
    count: 2,
  },
  values: {
    job:
      "() => console.log({ a: [1] }, null, undefined, 1n, Symbol('s'), () => 1, new Error('e'))",
    count: 1,
  },
  stuck: {
    job: "(n) => { console.log('begin', n); while (n === 1); return n }",
    count: 3,
  },
  many: {
    job: "() => { for (let i = 0; i < 1000; i++) console.log(i) }",
    count: 1,
  },
  some: {
    job:
      "(n) => { for (let i = 0; i <= n % 120; i++) console.log(n, i); return n }",
    count: 240,
  },
  long: { job: "() => console.log('a'.repeat(1e6))", count: 1 },
};

interface Written {
  readonly lines: JobLog[];
  readonly outcomes: unknown[];
}

/** Runs all jobs in one sandbox, and keeps what each wrote, with its own positions. */
const runAll = once(async () => {
  const lines: JobLog[] = [];
  await using sandbox = new Sandbox(await jobOfEach(Object.values(JOBS)), {
    ...{ unprivileged: true, workers: 1, timeout: 300 },
    onLog: (line) => void lines.push(line),
  });
  const items = Object.values(JOBS).flatMap((
    { count },
  ) => [...Array(count).keys()]);
  const outcomes = [];
  for await (const outcome of sandbox.map(items)) outcomes.push(outcome);
  const written = new Map<string, Written>();
  let first = 0;
  for (const [name, { count }] of Object.entries(JOBS)) {
    const [from, end] = [first, first += count];
    written.set(name, {
      lines: lines.filter(({ position }) => position >= from && position < end)
        .map((line) => ({ ...line, position: line.position - from })),
      outcomes: outcomes.slice(from, end).map(valueOrKind),
    });
  }
  return written;
});

async function run(name: keyof typeof JOBS): Promise<Written> {
  const written = (await runAll()).get(name);
  assert(written !== undefined);
  return written;
}

Deno.test("A job's console tells which item wrote what, and how serious it is", async () => {
  const { lines } = await run("levels");
  assertEquals(lines, [
    { position: 0, level: "log", text: "a 0" },
    { position: 0, level: "warn", text: "b" },
    { position: 1, level: "log", text: "a 1" },
    { position: 1, level: "warn", text: "b" },
  ]);
});

Deno.test("A job's console writes values as texts made inside", async () => {
  const { lines: [line] } = await run("values");
  assertEquals(
    line?.text,
    '{"a":[1]} null undefined 1 Symbol(s) [function] Error: e',
  );
});

Deno.test("An item that is ended at its deadline has still said what it said", async () => {
  const { lines, outcomes } = await run("stuck");
  assertEquals(outcomes, [0, "timeout", 2]);
  assertEquals(lines.map(({ text }) => text).sort(), [
    "begin 0",
    "begin 1",
    "begin 2",
  ]);
});

Deno.test("Too many lines are left out, and counted", async () => {
  const { lines } = await run("many");
  assertEquals(lines.length, 101);
  assertEquals(lines.at(-1)?.text, "900 lines were left out");
});

Deno.test("Each item has its own lines, however many items a batch has", async () => {
  const { lines, outcomes } = await run("some");
  assertEquals(outcomes, [...Array(240).keys()]);
  const texts = Map.groupBy(lines, ({ position }) => position);
  for (let n = 0; n < 240; n++) {
    const wrote = n % 120 + 1;
    const expected = Array.from(
      { length: Math.min(100, wrote) },
      (_, i) => `${n} ${i}`,
    );
    const left = wrote - 100;
    if (left === 1) expected.push("1 line was left out");
    if (left > 1) expected.push(`${left} lines were left out`);
    assertEquals(texts.get(n)?.map(({ text }) => text), expected);
  }
});

Deno.test("A line is cut where it gets too long", async () => {
  const { lines: [line] } = await run("long");
  assert(line !== undefined && line.text.length <= 2000);
});

Deno.test("A console that nobody reads costs no message", async () => {
  await using sandbox = new Sandbox("() => console.log(1) ?? 2", {
    unprivileged: true,
    workers: 1,
  });
  assertEquals(await sandbox.run(null), 2);
});
