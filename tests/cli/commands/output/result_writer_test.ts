import { assertEquals, assertStringIncludes } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

Deno.test("each failure is one line with its line, kind and message; the others come out", async () => {
  const stdin = ['1\n{"a":\n3\n4\n"\xff\u001b[31m\n6\n'];
  const job = "n => { if (n === 3) throw new Error('no \\u001b[1m threes');" +
    " if (n === 4) return { a: [NaN] }; return n }";
  const { code, out, err } = await runHere({ stdin }, "map", job);
  assertEquals({ code, out }, { code: 1, out: "1\n6\n" });
  assertEquals(err.split("\n"), [
    'line 2: input: not JSON at column 6: {"a":',
    "line 3: threw: Error: no \\u001b[1m threes (job 1:27)",
    "line 4: result: JSON cannot hold NaN, which is at .a[0]",
    'line 5: input: not JSON at column 3: "ÿ\\u001b[31m',
    "4 of 6 items failed (2 input, 1 result, 1 threw)",
    "",
  ]);
});

Deno.test("--on-error emit puts a record where the result would have stood", async () => {
  const { code, out } = await runHere(
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

Deno.test("--on-error emit names the place, and all of them with --trace", async () => {
  const job = "const check = (e) => {\n  if (e.a) throw new Error('no')\n};\n" +
    "export default (e) => check(e)";
  const how = ["--on-error", "emit", "--quiet"];
  const emit = async (...flags: string[]) => {
    const stdin = ['{"a":1}\n'];
    return (await runHere({ stdin }, "map", job, ...how, ...flags)).out;
  };
  const error = '"kind":"threw","message":"Error: no","line":1';
  const at = '"at":{"line":2,"column":18}';
  const trace = '"trace":[{"line":2,"column":18},{"line":4,"column":23}]';
  assertEquals(await emit(), `{"error":{${error},${at}},"input":{"a":1}}\n`);
  assertEquals(
    await emit("--trace"),
    `{"error":{${error},${at},${trace}},"input":{"a":1}}\n`,
  );
});

Deno.test("--trace shows every open call of the job below its failure", async () => {
  const job = "const f = () => null.a;\nexport default () => f()";
  const { err } = await runHere({}, "map", job, "--range", "0..1", "--trace");
  assertEquals(err.split("\n").slice(0, 3), [
    "item 1: threw: TypeError: Cannot read properties of null (reading 'a') (job 1:22)",
    "    at job 1:22",
    "    at job 2:22",
  ]);
});

Deno.test("--on-error stop writes what came before the first failure, and no more", async () => {
  const job = "n => { if (n >= 50) throw 'x'; return n }";
  const { code, out, err } = await runHere(
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
    ...["map", job, "--range", "0..8", "--timeout", "300ms", "-j", "1"],
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
    ...["map", job, "--range", "0..3", "--memory", "256MB", "-j", "1"],
  );
  assertEquals({ code, out }, { code: 1, out: "0\n2\n" });
  assertStringIncludes(err, "item 2: memory: ");
});
