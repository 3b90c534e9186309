import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

const STDIN = ['{"id":1,"price":12}\n{"id":2,"price":9}\n'];

Deno.test.each<[command: string[], err: string]>([
  [
    ["map", "e => ({ t: prcie * 2 })"],
    "Cannot use the job: prcie is not declared; a field of the item is e.prcie " +
    "(line 1, column 12)\n  1 | e => ({ t: prcie * 2 })\n    |            ^\n",
  ],
  [
    ["filter", "const limit = 10;\nexport default e => e.price > limt"],
    "limt is not declared; did you mean limit? (line 2, column 31)",
  ],
  [["map", "e => Date.now()"], "Date.now() needs --allow clock"],
  [["map", "e => new Date()"], "new Date() needs --allow clock"],
  [["map", "e => Date()"], "Date() needs --allow clock"],
  [["map", "e => performance.now()"], "performance needs --allow clock"],
  [["map", "e => Math.random()"], "Math.random() needs --allow random"],
  [["map", "e => new URL(e.a)"], "URL needs --allow url"],
  [["map", "e => new TextEncoder()"], "TextEncoder needs --allow bytes"],
  [["map", "e => new Uint8Array(1)"], "Uint8Array needs --allow bytes"],
  [["map", "e => new Intl.NumberFormat()"], "Intl needs --allow intl"],
  [
    ["map", `e => e//${"a".repeat(2_000)}`, "--max-job-size", "1KB"],
    "its text has 2008 bytes, and 1024 are",
  ],
  [
    ["map", "const a = null;\na.b;\nexport default e => e"],
    "(line 2, column 3)",
  ],
  [["map", "e => { id: e.id, n: e.n }"], "an object needs parentheses"],
])("%j is refused before any item runs", async (command, said) => {
  const { code, out, err } = await runHere({ stdin: STDIN }, ...command);

  assertEquals({ code, out }, { code: 3, out: "" });
  assertStringIncludes(err, said);
});

Deno.test("--job without the permission shows both ways to go on", async () => {
  const { code, err } = await runHere({}, "map", "--job", "my job.ts");
  assertEquals(code, 3);
  assertStringIncludes(err, "deno run '--allow-read=my job.ts' main.ts map");
  assertStringIncludes(err, `map "$(cat 'my job.ts')"`);
});

Deno.test("a job that does not parse is shown with a caret, and nothing runs", async () => {
  const { code, out, err } = await runHere(
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
  const { code, err } = await runHere(
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
