import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

function mapRange(job: string, ...flags: string[]) {
  return runIn({}, "map", job, "--range", "0..20", ...flags);
}

Deno.test("a job has no clock and no randomness unless it is allowed", async () => {
  for (const job of ["() => Math.random()", "() => Date.now() > 0"]) {
    const { code, out, err } = await runHere({}, "map", job, "--quiet");
    assertEquals({ code, out }, { code: 3, out: "" });
    assertStringIncludes(err, "needs --allow");
  }
});

Deno.test("--allow clock,random gives both", async () => {
  const job = "() => Date.now() > 1.6e12 && Math.random() < 1";
  const { code, out } = await mapRange(job, "--allow", "clock,random");
  assertEquals({ code, out }, { code: 0, out: "true\n".repeat(20) });
});

Deno.test("the same seed gives the same numbers, however the items are spread", async () => {
  const flags = ["--allow", "random", "--seed", "7"];
  const one = await mapRange("() => Math.random()", ...flags, "-j", "1");
  const two = await mapRange(
    "() => Math.random()",
    ...flags,
    "--capacity",
    "1",
  );
  assertEquals(one.out, two.out);
  assertEquals(new Set(one.out.trim().split("\n")).size, 20);
});

Deno.test("--isolate worker lets a job keep what it keeps", async () => {
  const job = "let seen = 0; export default () => ++seen";
  const item = await mapRange(job);
  assertEquals(item.out, "1\n".repeat(20));
  const worker = await mapRange(job, "--isolate", "worker", "-j", "1");
  assertEquals(worker.out.trim().split("\n").at(-1), "20");
});

Deno.test("what a job writes to its console goes to stderr, escaped, and not with --quiet", async () => {
  const job = "n => { console.log('at', n, '\\u001b[1m'); return n }";
  const { out, err } = await mapRange(job);
  assertEquals(out.split("\n").length, 21);
  assertStringIncludes(err, "job: at 0 \\u001b[1m\n");
  assert(!err.includes("\u001b"));
  const quiet = await runHere({}, "map", job, "--range", "0..20", "--quiet");
  assertEquals(quiet.err, "");
});

Deno.test("an unknown endowment is refused with what there is", async () => {
  const { code, err } = await mapRange("n => n", "--allow", "clock,network");
  assertEquals(code, 2);
  assertStringIncludes(err, "clock, random, bytes, url, intl");
});
