import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

Deno.test("map writes one result a line, in input order", async () => {
  const { code, out, err } = await runHere(
    { stdin: ['{"n":1}\n{"n"', ':2}\r\n\n  \n{"n":3}'] },
    "map",
    "e => ({ twice: e.n * 2 })",
  );
  assertEquals({ code, err }, { code: 0, err: "" });
  assertEquals(out, '{"twice":2}\n{"twice":4}\n{"twice":6}\n');
});

Deno.test("map leaves out what the job returns undefined for", async () => {
  const { code, out } = await runHere(
    {},
    ...["map", "n => n % 2 ? n : undefined", "--range", "0..6"],
  );
  assertEquals({ code, out }, { code: 0, out: "1\n3\n5\n" });
});

Deno.test("map takes lines and gives lines", async () => {
  const { out } = await runHere(
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
  const { out } = await runHere({ stdin: ['{"n":4}\n{"n":5}\n'] }, "map", job);
  assertEquals(out, "[0,8]\n[1,10]\n");
});

Deno.test("map reads the job from --job", async () => {
  const { out } = await runHere(
    { files: { "job.ts": "export default (n: number) => -n" } },
    ...["map", "--job", "job.ts", "--range", "1..3"],
  );
  assertEquals(out, "-1\n-2\n");
});

Deno.test("--retries tries again, and counts it", async () => {
  const { err } = await runHere(
    {},
    ...["map", "n => { throw n }", "--range", "0..2", "--retries", "2"],
    ...["--allow", "random", "--stats=json"],
  );
  const stats = JSON.parse(err.trim().split("\n").at(-1) ?? "");
  assertEquals([stats.retried, stats.failed], [4, { threw: 2 }]);
});

Deno.test("--retries says once what it did not try, since it could only fail again", async () => {
  const { err } = await runHere(
    {},
    ...["map", "n => { throw n }", "--range", "0..3", "--retries", "2"],
  );
  const notes = err.split("\n").filter((line) => line.startsWith("note:"));
  assertEquals(notes.length, 1);
  assertStringIncludes(notes[0] ?? "", "3 items not tried again");
});

Deno.test("--stats=json tells everything that happened, blank lines left out", async () => {
  const { err } = await runHere(
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

Deno.test("permissions are given up before the job runs, and named", async () => {
  const { terminal, err } = await runHere(
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
  const { code, out } = await runHere(
    { stdin: ["\n7\n8\n"] },
    ...["map", "n => n * 2", "--dry-run", "-j", "3"],
  );
  assertEquals(code, 0);
  assertMatch(out, /^workers +3$/m);
  assertMatch(out, /^first item +7$/m);
  assertMatch(out, /^gives +14 /m);
});
