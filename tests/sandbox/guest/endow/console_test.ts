import { assert, assertEquals } from "@std/assert";
import {
  type JobLog,
  Sandbox,
  type SandboxOptions,
} from "../../../../lib/mod.ts";

interface Written {
  readonly lines: JobLog[];
  readonly outcomes: unknown[];
}

/** Runs a job on the integers below `count`, and keeps what it wrote. */
async function run(
  job: string,
  { count = 1, ...options }: SandboxOptions & { count?: number } = {},
): Promise<Written> {
  const lines: JobLog[] = [];
  const onLog = (line: JobLog) => void lines.push(line);
  const how = { unprivileged: true, workers: 1, onLog, ...options };
  await using sandbox = new Sandbox(job, how);
  const outcomes: unknown[] = [];
  for await (const outcome of sandbox.map(Array(count).keys())) {
    outcomes.push(outcome.ok ? outcome.value : outcome.error.kind);
  }
  return { lines, outcomes };
}

Deno.test("A job's console tells which item wrote what, and how serious it is", async () => {
  const { lines } = await run(
    "(n) => { console.log('a', n); console.warn('b') }",
    {
      count: 2,
    },
  );
  assertEquals(lines, [
    { position: 0, level: "log", text: "a 0" },
    { position: 0, level: "warn", text: "b" },
    { position: 1, level: "log", text: "a 1" },
    { position: 1, level: "warn", text: "b" },
  ]);
});

Deno.test("A job's console writes values as texts made inside", async () => {
  const { lines: [line] } = await run(
    "() => console.log({ a: [1] }, null, undefined, 1n, Symbol('s'), () => 1, new Error('e'))",
  );
  assertEquals(
    line?.text,
    '{"a":[1]} null undefined 1 Symbol(s) [function] Error: e',
  );
});

Deno.test("An item that is ended at its deadline has still said what it said", async () => {
  const { lines, outcomes } = await run(
    "(n) => { console.log('begin', n); while (n === 1); return n }",
    { count: 3, timeout: 200 },
  );
  assertEquals(outcomes, [0, "timeout", 2]);
  assertEquals(lines.map(({ text }) => text).sort(), [
    "begin 0",
    "begin 1",
    "begin 2",
  ]);
});

Deno.test("Too many lines are left out, and counted", async () => {
  const { lines } = await run(
    "() => { for (let i = 0; i < 1000; i++) console.log(i) }",
  );
  assertEquals(lines.length, 101);
  assertEquals(lines.at(-1)?.text, "900 lines were left out");
});

Deno.test("Each item has its own lines, however many items a batch has", async () => {
  const { lines, outcomes } = await run(
    "(n) => { for (let i = 0; i <= n % 120; i++) console.log(n, i); return n }",
    { count: 240 },
  );
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
  const { lines: [line] } = await run("() => console.log('a'.repeat(1e6))");
  assert(line !== undefined && line.text.length <= 2000);
});

Deno.test("A console that nobody reads costs no message", async () => {
  await using sandbox = new Sandbox("() => console.log(1) ?? 2", {
    unprivileged: true,
    workers: 1,
  });
  assertEquals(await sandbox.run(null), 2);
});
