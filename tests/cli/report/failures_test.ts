import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { PROGRAM } from "../../../lib/cli/program.ts";
import {
  emptySummary,
  failureLine,
  failureSummary,
  squaresHint,
  traceLines,
} from "../../../lib/cli/report/failures.ts";

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

Deno.test("failureLine() keeps the place however long the message is", () => {
  const trace = [{ line: 9, column: 11 }, { line: 1, column: 1 }];
  const failure = {
    label: "line",
    position: 17,
    kind: "threw",
    trace,
  } as const;
  assertEquals(
    failureLine({ ...failure, message: "Error: no price" }),
    "line 17: threw: Error: no price (job 9:11)",
  );
  const long = failureLine({ ...failure, message: "x".repeat(10_000) });
  assertEquals(long.length, 500);
  assert(long.endsWith("… (job 9:11)"), long);
});

Deno.test("traceLines() has a line for each call, and none for a single one", () => {
  const trace = [{ line: 9, column: 11 }, { line: 1, column: 2 }];
  assertEquals(traceLines({ trace }), ["    at job 9:11", "    at job 1:2"]);
  assertEquals(traceLines({ trace: trace.slice(1) }), []);
  assertEquals(traceLines({}), []);
});

Deno.test("emptySummary() says how many items gave nothing, and why if that shows", () => {
  const totals = { read: 1_200, done: 1_199 };
  const job = { noResultReason: "the job's function has no return" };
  assertEquals(
    emptySummary(totals, { job, run: { emit: "result" } }),
    "1,199 of 1,200 items gave no result: the job's function has no return",
  );
  assertEquals(
    emptySummary({ read: 1, done: 1 }, {
      job: { noResultReason: undefined },
      run: { emit: "item" },
    }),
    "1 of 1 item did not pass the filter",
  );
});

Deno.test("failureSummary() counts by kind, commonest first", () => {
  assertEquals(
    failureSummary({ done: 97, failed: { threw: 1, timeout: 2 } }),
    "3 of 100 items failed (2 timeout, 1 threw)",
  );
  assertEquals(
    failureSummary({ done: 0, failed: { threw: 1, timeout: 0 } }),
    "1 of 1 item failed (1 threw)",
  );
  assertEquals(
    failureSummary({ done: 0, failed: { json: 1, crash: 1 } }),
    "2 of 2 items failed (1 crash, 1 json)",
  );
  assertEquals(failureSummary({ done: 0, failed: {} }), "0 of 0 items failed");
});

Deno.test("squaresHint(PROGRAM) is one line that works when pasted", () => {
  const hint = squaresHint("sluice");
  assertEquals(
    hint,
    "Next: sluice --help, or sluice map 'n => [n, n ** 2]' --range 0..100",
  );
  assertStringIncludes(squaresHint(PROGRAM), "deno run main.ts map 'n =>");
});
