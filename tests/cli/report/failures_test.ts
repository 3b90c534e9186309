import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { PROGRAM } from "../../../lib/cli/program.ts";
import {
  failureLine,
  failureSummary,
  squaresHint,
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

Deno.test("failureSummary() counts by kind, commonest first", () => {
  assertEquals(
    failureSummary({ read: 100, failed: { threw: 1, timeout: 2 } }),
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

Deno.test("squaresHint(PROGRAM) is one line that works when pasted", () => {
  const hint = squaresHint("sluice");
  assertEquals(
    hint,
    "Next: sluice --help, or sluice map 'n => [n, n ** 2]' --range 0..100",
  );
  assertStringIncludes(squaresHint(PROGRAM), "deno run main.ts map 'n =>");
});
