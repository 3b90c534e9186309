import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { run } from "../../lib/cli/run.ts";
import { FakeTerminal, type FakeWorld } from "../support/fake_terminal.ts";

/** Runs a command line in a world of its own. */
async function runIn(world: FakeWorld, ...args: string[]) {
  const terminal = new FakeTerminal(world);
  const code = await run(args, terminal);
  return { code, terminal, out: terminal.out, err: terminal.err };
}

const SQUARES = JSON.stringify(
  Array.from({ length: 100 }, (_, n) => [n, n ** 2]),
) + "\n";

Deno.test("no arguments: the textbook case, as one JSON array in input order", async () => {
  const { code, out, err } = await runIn({});
  assertEquals({ code, out, err }, { code: 0, out: SQUARES, err: "" });
});

Deno.test("squares on a terminal says how to go on", async () => {
  const { err } = await runIn({ isTerminal: true }, "squares", "--count", "2");
  assertStringIncludes(err, "--help");
  assertStringIncludes(err, "map 'n => [n, n ** 2]' --range 0..100");
});

Deno.test("squares --count 0 is an empty array", async () => {
  assertEquals((await runIn({}, "squares", "--count", "0")).out, "[]\n");
});

Deno.test("squares gives the same bytes with any number of consumers and any capacity", async () => {
  for (const [consumers, capacity] of [["1", "1"], ["2", "3"], ["4", "64"]]) {
    const { out } = await runIn(
      {},
      "squares",
      ...["-j", consumers ?? ""],
      ...["--capacity", capacity ?? ""],
    );
    assertEquals(out, SQUARES);
  }
});

Deno.test("map writes one result a line, in input order", async () => {
  const { code, out, err } = await runIn(
    { stdin: ['{"n":1}\n{"n"', ':2}\r\n\n  \n{"n":3}'] },
    "map",
    "e => ({ twice: e.n * 2 })",
  );
  assertEquals({ code, err }, { code: 0, err: "" });
  assertEquals(out, '{"twice":2}\n{"twice":4}\n{"twice":6}\n');
});

Deno.test("map leaves out what the job returns undefined for", async () => {
  const { code, out } = await runIn(
    {},
    ...["map", "n => n % 2 ? n : undefined", "--range", "0..6"],
  );
  assertEquals({ code, out }, { code: 0, out: "1\n3\n5\n" });
});

Deno.test("map takes lines and gives lines", async () => {
  const { out } = await runIn(
    { stdin: ["ada\r\n\ngräce"] },
    ...["map", "s => s.toUpperCase()", "--input", "lines"],
    ...["--output", "lines"],
  );
  assertEquals(out, "ADA\n\nGRÄCE\n");
});

Deno.test("map takes a TypeScript module, and gives its function the position", async () => {
  const job = `interface Item { n: number }
    const double = (item: Item): number => item.n * 2;
    export default async (item: Item, { index }: { index: number }) =>
      [index, double(item)];`;
  const { out } = await runIn({ stdin: ['{"n":4}\n{"n":5}\n'] }, "map", job);
  assertEquals(out, "[0,8]\n[1,10]\n");
});

Deno.test("map reads the job from --job", async () => {
  const { out } = await runIn(
    { files: { "job.ts": "export default (n: number) => -n" } },
    ...["map", "--job", "job.ts", "--range", "1..3"],
  );
  assertEquals(out, "-1\n-2\n");
});

Deno.test("--job without the permission shows both ways to go on", async () => {
  const { code, err } = await runIn({}, "map", "--job", "my job.ts");
  assertEquals(code, 3);
  assertStringIncludes(err, "deno run --allow-read='my job.ts' main.ts map");
  assertStringIncludes(err, `map "$(cat 'my job.ts')"`);
});

Deno.test("a job that does not parse is shown with a caret, and nothing runs", async () => {
  const { code, out, err } = await runIn(
    {},
    "map",
    "e => (e.a",
    "--range",
    "0..3",
  );
  assertEquals({ code, out }, { code: 3, out: "" });
  assertStringIncludes(err, "line 1, column 10");
  assertMatch(err, /\n {4}\| {10}\^\n$/);
});

Deno.test("a job that imports is told to be bundled", async () => {
  const { code, err } = await runIn(
    {},
    "map",
    'import a from "b"; export default a',
  );
  assertEquals(code, 3);
  assertStringIncludes(err, "bundle");
});

Deno.test("a job that throws while it loads is no item's fault", async () => {
  const job = "const t = undefined.x; export default () => t";
  const { code, out, err } = await runIn({}, "map", job, "--range", "0..3");
  assertEquals({ code, out }, { code: 3, out: "" });
  assertStringIncludes(err, "Cannot load the job: TypeError");
});

Deno.test("each failure is one line with its line, kind and message; the others come out", async () => {
  const stdin = ['1\n{"a":\n3\n4\n"\xff\u001b[31m\n6\n'];
  const job = "n => { if (n === 3) throw new Error('no \\u001b[1m threes');" +
    " if (n === 4) return 1n; return n }";
  const { code, out, err } = await runIn({ stdin }, "map", job);
  assertEquals({ code, out }, { code: 1, out: "1\n6\n" });
  assertEquals(err.split("\n"), [
    'line 2: input: not JSON at column 6: {"a":',
    "line 3: threw: Error: no \\u001b[1m threes",
    "line 4: result: TypeError: Do not know how to serialize a BigInt",
    'line 5: input: not JSON at column 3: "ÿ\\u001b[31m',
    "4 of 6 items failed (2 input, 1 result, 1 threw)",
    "",
  ]);
});

Deno.test("--on-error emit puts a record where the result would have stood", async () => {
  const { code, out } = await runIn(
    { stdin: ['{"a":1}\nbad\n{"a":3}\n'] },
    "map",
    "e => { if (e.a === 3) throw 'x'; return e.a }",
    ...["--on-error", "emit", "--quiet"],
  );
  assertEquals(code, 1);
  assertEquals(out.split("\n"), [
    "1",
    '{"error":{"kind":"input","message":"not JSON at column 1: bad","line":2},"input":"bad"}',
    '{"error":{"kind":"threw","message":"x","line":3},"input":{"a":3}}',
    "",
  ]);
});

Deno.test("--on-error stop writes what came before the first failure, and no more", async () => {
  const job = "n => { if (n >= 50) throw 'x'; return n }";
  const { code, out, err } = await runIn(
    {},
    ...["map", job, "--range", "0..1000", "--on-error", "stop"],
  );
  assertEquals(code, 1);
  assertEquals(out, Array.from({ length: 50 }, (_, n) => `${n}\n`).join(""));
  assertStringIncludes(err, "item 51: threw: x");
});

Deno.test("a loop and a catastrophic regular expression cost only their own item", async () => {
  const job = `n => {
    if (n === 2) while (true);
    if (n === 4) return /^(a+)+$/.test("a".repeat(40) + "b");
    return n;
  }`;
  const { code, out, err } = await runIn(
    {},
    ...["map", job, "--range", "0..8", "--timeout", "300ms"],
  );
  assertEquals({ code, out }, { code: 1, out: "0\n1\n3\n5\n6\n7\n" });
  assertStringIncludes(err, "item 3: timeout: no result within 300ms\n");
  assertStringIncludes(err, "item 5: timeout: no result within 300ms\n");
});

Deno.test("a job that allocates without end fails with memory, and the run goes on", async () => {
  const job =
    "n => { const all = []; while (n === 1) all.push(new Array(1e5).fill(1.5)); return n }";
  const { code, out, err } = await runIn(
    {},
    ...["map", job, "--range", "0..3", "--memory", "256MB"],
  );
  assertEquals({ code, out }, { code: 1, out: "0\n2\n" });
  assertStringIncludes(err, "item 2: memory: ");
});

Deno.test("--retries tries again, and counts it", async () => {
  const { err } = await runIn(
    {},
    ...["map", "n => { throw n }", "--range", "0..2", "--retries", "2"],
    "--stats=json",
  );
  const stats = JSON.parse(err.trim().split("\n").at(-1) ?? "");
  assertEquals([stats.retried, stats.failed], [4, { threw: 2 }]);
});

Deno.test("--stats=json tells everything that happened, blank lines left out", async () => {
  const { err } = await runIn(
    { stdin: ["1\n\n2\n\n3\nx\n"] },
    ...["map", "n => n > 1 ? n : undefined", "--stats=json"],
  );
  const stats = JSON.parse(err.trim().split("\n").at(-1) ?? "");
  const { read, done, emitted, failed, bytesIn, bytesOut } = stats;
  assertEquals(
    { read, done, emitted, failed, bytesIn, bytesOut },
    {
      read: 4,
      done: 3,
      emitted: 2,
      failed: { input: 1 },
      bytesIn: 10,
      bytesOut: 4,
    },
  );
});

Deno.test("--unordered gives every result exactly once", async () => {
  const { out } = await runIn(
    {},
    ...["map", "n => n", "--range", "0..5000", "--unordered"],
  );
  const numbers = out.trim().split("\n").map(Number).sort((a, b) => a - b);
  assertEquals(numbers, Array.from({ length: 5000 }, (_, n) => n));
});

Deno.test("a closed stdout ends the run quietly and well", async () => {
  const { code, err } = await runIn(
    { writes: 1, stdin: endless() },
    ...["map", "n => n"],
  );
  assertEquals({ code, err }, { code: 0, err: "" });
});

async function* endless(): AsyncGenerator<string> {
  for (let n = 0;; n++) {
    yield `${n}\n`.repeat(1000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

Deno.test("the deadline ends the run with 124, after writing what was done", async () => {
  const { code, out, err } = await runIn(
    {},
    ...["map", "n => { while (n > 2); return n }", "--range", "0..9"],
    ...["--deadline", "700ms", "--capacity", "1"],
  );
  assertEquals({ code, out }, { code: 124, out: "0\n1\n2\n" });
  assertStringIncludes(err, "deadline");
});

Deno.test("one signal finishes what was read, and stops reading", async () => {
  const { promise: read, resolve } = Promise.withResolvers<void>();
  const terminal = new FakeTerminal({
    stdin: (async function* () {
      yield "1\n2\n3\n";
      resolve();
      await new Promise(() => {});
    })(),
  });
  const running = run(["map", "n => n * 10"], terminal);
  await read;
  while (terminal.out === "") await new Promise((go) => setTimeout(go, 5));
  terminal.signal("SIGINT");
  assertEquals(await running, 130);
  assertEquals(terminal.out, "10\n20\n30\n");
  assert(!terminal.isListening);
});

Deno.test("a second signal stops at once, even when an item never ends", async () => {
  const terminal = new FakeTerminal({});
  const running = run([
    "map",
    "n => { while (n > 0); return n }",
    "--range",
    "0..5",
  ], terminal);
  while (terminal.out === "") await new Promise((go) => setTimeout(go, 5));
  terminal.signal("SIGTERM");
  terminal.signal("SIGTERM");
  assertEquals(await running, 143);
  assertEquals(terminal.out, "0\n");
});

Deno.test("permissions are given up before the job runs, and named", async () => {
  const { terminal, err } = await runIn(
    { permissions: ["read", "net"] },
    ...["map", "n => n", "--range", "0..1"],
  );
  assert(terminal.relinquished);
  assertEquals(
    err,
    "note: not needed, and given up: --allow-read --allow-net\n",
  );
});

Deno.test("--dry-run runs the first item and shows the plan, not the results", async () => {
  const { code, out } = await runIn(
    { stdin: ["\n7\n8\n"] },
    ...["map", "n => n * 2", "--dry-run", "-j", "3"],
  );
  assertEquals(code, 0);
  assertMatch(out, /^workers +3$/m);
  assertMatch(out, /^first item +7$/m);
  assertMatch(out, /^gives +14 /m);
});

Deno.test("an unknown command or flag suggests the nearest, with exit code 2", async () => {
  const command = await runIn({}, "mpa");
  assertEquals(command.code, 2);
  assertStringIncludes(command.err, "did you mean map?");
  const flag = await runIn({}, "map", "n => n", "--tiemout", "5s");
  assertEquals(flag.code, 2);
  assertStringIncludes(flag.err, "did you mean --timeout?");
});

Deno.test("--version names the program and its version", async () => {
  assertMatch((await runIn({}, "--version")).out, /^sluice \d+\.\d+\.\d+/);
});
