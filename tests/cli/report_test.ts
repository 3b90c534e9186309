import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseCommandLine } from "../../lib/cli/args.ts";
import { printable } from "../../lib/cli/escape.ts";
import {
  failureLine,
  failureSummary,
  jobErrorBlock,
  type Plan,
  planText,
  type RunTotals,
  squaresHint,
  totalsJson,
  totalsText,
} from "../../lib/cli/report.ts";

const totals: RunTotals = {
  read: 100,
  done: 97,
  emitted: 90,
  failed: { threw: 1, timeout: 2 },
  retried: 4,
  workersReplaced: 2,
  peakWaiting: 4096,
  elapsedMs: 2000.4,
  bytesIn: 2048,
  bytesOut: 512,
};

Deno.test.each([
  ["a\nb", "a\\u000ab"],
  ["a\tb", "a\\u0009b"],
  ["\x1b[31m", "\\u001b[31m"],
  ["\x7f\x85\x9b", "\\u007f\\u0085\\u009b"],
  ["\u2028\u2029", "\\u2028\\u2029"],
  [
    "\u202egpj\u202c\u2066\u200f\u061c",
    "\\u202egpj\\u202c\\u2066\\u200f\\u061c",
  ],
  ["\ud800x\udc00", "\\ud800x\\udc00"],
  ["ünï 😀 \\ ok", "ünï 😀 \\ ok"],
])("printable() of case %# shows what a terminal would obey", (text, shown) => {
  assertEquals(printable(text, 100), shown);
});

Deno.test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdef", 5, "abcd…"],
  ["ab😀cd", 4, "ab…"],
  ["ab😀cd", 5, "ab😀…"],
  ["ab\ncd", 5, "ab…"],
  ["ab\ncd", 9, "ab\\u000a…"],
  ["abc", 1, "…"],
])("printable(%j, %i) cuts at a whole character", (text, max, shown) => {
  assertEquals(printable(text, max), shown);
});

Deno.test("printable() of any text is printable and no longer than asked", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 500; round++) {
    const units = Array.from({ length: random(20) }, () => random(0x10000));
    const shown = printable(String.fromCharCode(...units), 12);
    assert(shown.length <= 12, `seed 7, round ${round}: ${shown.length}`);
    assertEquals(printable(shown, 12), shown, `seed 7, round ${round}`);
  }
});

Deno.test("failureLine() is one line with place, kind and message", () => {
  const message = "no result within 30s";
  assertEquals(
    failureLine({ label: "line", position: 17, kind: "timeout", message }),
    "line 17: timeout: no result within 30s",
  );
});

Deno.test("failureLine() lets no message end the line or grow without end", () => {
  const message = "\x1b[2J\nline 18: forged" + "x".repeat(10_000);
  const line = failureLine({
    label: "item",
    position: 3,
    kind: "threw",
    message,
  });
  assert(line.startsWith("item 3: threw: \\u001b[2J\\u000aline 18"), line);
  assertEquals(line.length, 500);
});

Deno.test("failureSummary() counts by kind, commonest first", () => {
  assertEquals(
    failureSummary(totals),
    "3 of 100 items failed (2 timeout, 1 threw)",
  );
  assertEquals(
    failureSummary({ read: 1, failed: { threw: 1, timeout: 0 } }),
    "1 of 1 item failed (1 threw)",
  );
  assertEquals(
    failureSummary({ read: 2, failed: { json: 1, crash: 1 } }),
    "2 of 2 items failed (1 crash, 1 json)",
  );
  assertEquals(failureSummary({ read: 0, failed: {} }), "0 of 0 items failed");
});

Deno.test("totalsText() has a line for each total", () => {
  assertEquals(
    totalsText(totals),
    [
      "read              100 (2KB)",
      "done              97",
      "emitted           90 (512B)",
      "failed            3 (2 timeout, 1 threw)",
      "retried           4",
      "workers replaced  2",
      "peak waiting      4,096",
      "time              2s",
      "items/s           50",
    ].join("\n"),
  );
});

Deno.test("totalsText() of a run without failures names no kind", () => {
  assertStringIncludes(
    totalsText({ ...totals, failed: {} }),
    "failed            0\n",
  );
});

Deno.test("totalsJson() is one line with every total and items per second", () => {
  assertEquals(JSON.parse(totalsJson(totals)), {
    ...totals,
    elapsedMs: 2000,
    itemsPerSecond: 50,
  });
  assertEquals(
    JSON.parse(totalsJson({ ...totals, elapsedMs: 0 })).itemsPerSecond,
    0,
  );
});

Deno.test("jobErrorBlock() puts the caret under the column", () => {
  assertEquals(
    jobErrorBlock({
      message: "Unexpected token",
      line: 2,
      column: 6,
      sourceLine: "e => )",
    }),
    [
      "Unexpected token (line 2, column 6)",
      "  2 | e => )",
      "    |      ^",
    ].join("\n"),
  );
});

Deno.test("jobErrorBlock() says no more than it knows", () => {
  assertEquals(
    jobErrorBlock({ message: "The text\nis empty" }),
    "The text\\u000ais empty",
  );
  assertEquals(
    jobErrorBlock({ message: "Bad", line: 3 }),
    "Bad (line 3)",
  );
  assertEquals(
    jobErrorBlock({ message: "Bad", line: 3, sourceLine: "x" }),
    "Bad (line 3)\n  3 | x",
  );
});

Deno.test.each([
  ["a tab", "\t\te => )", 8],
  ["a control character", "e\x1b => )", 7],
  ["a long beginning", "x".repeat(500) + ")", 501],
  ["a long end", ")" + "x".repeat(500), 1],
  ["both long", "x".repeat(500) + ")" + "x".repeat(500), 501],
  ["pairs before", "😀".repeat(500) + ")" + "😀".repeat(500), 1001],
  ["escapes before", "\x1b".repeat(500) + ")", 501],
  ["sixty before", "x".repeat(60) + ")", 61],
])("jobErrorBlock() finds its place after %s", (_, sourceLine, column) => {
  const block = jobErrorBlock({ message: "Bad", line: 1, column, sourceLine });
  const [, source = "", caret = ""] = block.split("\n");
  assertEquals(source.charAt(caret.indexOf("^")), ")");
  assert(source.length <= 80, `${source.length} columns`);
  assertEquals(printable(source, 200), source);
});

Deno.test("jobErrorBlock() shows a tab as one space", () => {
  const sourceLine = "\te =>\t)";
  const block = jobErrorBlock({ message: "", line: 1, column: 7, sourceLine });
  assertStringIncludes(block, "  1 |  e => )\n    |       ^");
});

Deno.test("jobErrorBlock() shows a line whole when it fits", () => {
  const sourceLine = "x".repeat(65) + ")";
  const block = jobErrorBlock({ message: "", line: 1, column: 66, sourceLine });
  assertStringIncludes(block, `  1 | ${sourceLine}\n`);
});

Deno.test("jobErrorBlock() points behind the line at its end, and no further", () => {
  const block = jobErrorBlock({
    message: "Unterminated",
    line: 1,
    column: 99,
    sourceLine: "e => (",
  });
  assertEquals(block.split("\n").at(-1), "    |       ^");
});

function plan(args: readonly string[], change: Partial<Plan> = {}): string {
  const line = parseCommandLine(["map", "n => n", ...args]);
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
      "capacity     8,192 items waiting at most",
      "limits       30s an item, 768MB a worker, no deadline",
      "on error     skip",
      "permissions  none held, none needed",
      "first item   there is none",
    ].join("\n"),
  );
});

Deno.test("planText() follows the options", () => {
  const text = plan(
    ["--range", "-5..5", "--unordered", "--deadline=1h", "--retries=2"],
    { granted: ["read", "net"] },
  );
  assertStringIncludes(text, "-5..5, 10 integers");
  assertStringIncludes(text, "ndjson, as ready");
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

Deno.test("squaresHint() is one line that works when pasted", () => {
  const hint = squaresHint("sluice");
  assertEquals(
    hint,
    "Next: sluice --help, or sluice map 'n => [n, n ** 2]' --range 0..100",
  );
  assertStringIncludes(squaresHint(), "deno run main.ts map 'n =>");
});
