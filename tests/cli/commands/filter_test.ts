import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { FakeWorld } from "../../support/fake_terminal.ts";
import { runHere } from "../../support/run_in.ts";

/** Filters in a world of its own. */
function filtered(world: FakeWorld, ...args: string[]) {
  return runHere(world, "filter", ...args);
}

Deno.test("filter writes the lines for which the job returns what counts as true", async () => {
  const stdin = ['{"n":1.50}\n\n {"n": 2} \r\n{"n":12345678901234567890}'];
  const { code, out, err } = await filtered({ stdin }, "e => e.n > 1.9");
  assertEquals({ code, err }, { code: 0, err: "" });
  assertEquals(out, '{"n": 2}\n{"n":12345678901234567890}\n');
});

Deno.test("filter writes the item as it was, whatever the job did to it", async () => {
  const job = "async e => { e.n = 'changed'; delete e.m; return true }";
  const { out } = await filtered({ stdin: ['{"n":1,"m":2}\n'] }, job);
  assertEquals(out, '{"n":1,"m":2}\n');
});

Deno.test("filter gives the job the position, and takes a range", async () => {
  const { out } = await filtered(
    {},
    ...["(n, { index }) => index % 2", "--range", "10..15"],
  );
  assertEquals(out, "11\n13\n");
});

Deno.test("filter loses no item but the one that failed", async () => {
  const { code, out, err } = await filtered(
    { stdin: ["1\nx\n3\n4\n"] },
    "n => { if (n === 3) throw 'three'; return true }",
  );
  assertEquals({ code, out }, { code: 1, out: "1\n4\n" });
  assertMatch(err, /^line 2: input: .*\nline 3: threw: three\n/);
});

Deno.test("filter counts what it kept", async () => {
  const { err } = await filtered(
    {},
    ...["n => n < 3", "--range", "0..10", "--stats=json"],
  );
  const { read, done, emitted } = JSON.parse(err);
  assertEquals({ read, done, emitted }, { read: 10, done: 10, emitted: 3 });
});

Deno.test("filter of a table keeps its columns, also when no row is kept", async () => {
  const stdin = ["2020,b,10\n1,x,5\n2,,7\n"];
  const table = ["--input", "csv", "--output", "csv"];
  assertEquals(
    (await filtered({ stdin }, "e => e.b === ''", ...table)).out,
    "2020,b,10\n2,,7\n",
  );
  assertEquals(
    (await filtered({ stdin }, "() => false", ...table)).out,
    "2020,b,10\n",
  );
});

Deno.test("filter of an array gives its elements, each on one line", async () => {
  const { out } = await filtered(
    { stdin: ['[\n  {\n    "a": 1.0\n  },\n  2\n]'] },
    ...["() => true", "--input", "json"],
  );
  assertEquals(out, '{ "a": 1.0 }\n2\n');
});

Deno.test("filter of lines gives lines, with null bytes too", async () => {
  const lines = ["--input", "lines", "--output", "lines"];
  const job = "s => s.includes('a')";
  assertEquals(
    (await filtered({ stdin: ["abc\r\nxyz\na"] }, job, ...lines)).out,
    "abc\na\n",
  );
  const { out } = await filtered(
    { stdin: ["a\nb\0x\0ca\0"] },
    ...[job, ...lines, "-0"],
  );
  assertEquals(out, "a\nb\0ca\0");
});

Deno.test("filter without the permission for its job shows both ways to go on", async () => {
  const { code, err } = await filtered({}, "--job", "job.ts");
  assertEquals(code, 3);
  assertStringIncludes(
    err,
    "deno run --allow-read=job.ts main.ts filter --job job.ts",
  );
  assertStringIncludes(err, 'deno run main.ts filter "$(cat job.ts)"');
});

Deno.test("filter without a job, or with --flat, says what to do", async () => {
  const { code, err } = await filtered({});
  assertEquals(code, 2);
  assertStringIncludes(err, "Cannot filter without a job");
  const flat = await filtered({}, "e => e", "--flat");
  assertEquals(flat.code, 2);
  assertStringIncludes(flat.err, "--flat with filter: it is a flag of map");
});
