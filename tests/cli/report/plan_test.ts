import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import { PROGRAM } from "../../../lib/cli/program.ts";
import { type Plan, planText } from "../../../lib/cli/report/plan.ts";

function plan(args: readonly string[], change: Partial<Plan> = {}): string {
  const line = parseCommandLine(["map", "n => n", ...args], PROGRAM);
  assert(line.command === "map");
  return planText({
    job: "an expression",
    run: line.run,
    consumers: 4,
    granted: [],
    sample: { status: "none" },
    ...change,
  });
}

Deno.test("planText() says what a run would do", () => {
  assertEquals(
    plan([]),
    [
      "job          an expression",
      "input        ndjson from stdin",
      "output       ndjson, in input order",
      "workers      4",
      "capacity     16,384 items waiting at most",
      "limits       30s an item, 768MB a worker, no deadline",
      "on error     skip",
      "permissions  none held, none needed",
      "first item   there is none",
    ].join("\n"),
  );
});

Deno.test.each([
  [["--range", "0..1"], "0..1, 1 integer"],
  [["a.csv", "-i", "csv"], "csv from a.csv"],
  [["a.csv", "-", "c"], "ndjson from a.csv and 2 more files"],
  [["-", "b"], "ndjson from stdin and 1 more file"],
])("planText() of %j says it reads %s", (args, input) => {
  assertStringIncludes(plan(args), `input        ${input}\n`);
});

Deno.test("planText() follows the options", () => {
  const text = plan(
    [
      "--range",
      "-5..5",
      "--unordered",
      "--deadline=1h",
      "--retries=2",
      "--steps=1000",
    ],
    { granted: ["read", "net"] },
  );
  assertStringIncludes(text, "-5..5, 10 integers");
  assertStringIncludes(text, "ndjson, as ready");
  assertStringIncludes(text, "30s and 1,000 steps an item, ");
  assertStringIncludes(text, "1h for the run");
  assertStringIncludes(text, "skip, after 2 retries");
  assertStringIncludes(text, "holds --allow-read, --allow-net; the job gets");
});

Deno.test("planText() shows what became of the first item, escaped", () => {
  const input = "\x1b[0m";
  const done = { status: "done", input, elapsedMs: 1.2 } as const;
  assertStringIncludes(
    plan([], { sample: { ...done, output: "[1]" } }),
    "first item   \\u001b[0m\ngives        [1] (1ms)",
  );
  assertStringIncludes(
    plan([], { sample: { ...done, output: undefined } }),
    "gives        nothing (1ms)",
  );
  const failed = { status: "failed", input, kind: "threw" } as const;
  assertStringIncludes(
    plan([], { sample: { ...failed, message: "a\nb" } }),
    "failed       threw: a\\u000ab",
  );
});
