import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { auditJson, auditText } from "../../../lib/cli/report/audit.ts";
import type { AuditRow } from "../../../lib/mod.ts";
import { once } from "../../support/run_each.ts";
import { runIn } from "../../support/run_in.ts";

/** One audit, which takes seconds of both cores: a person's report is made of its rows. */
const audited = once(() => runIn({}, "audit", "--json"));

Deno.test("audit finds every attempt stopped, and exits with 0", async () => {
  const { code, out } = await audited();
  assertEquals(code, 0);
  const text = auditText(JSON.parse(out));
  assertMatch(text, /\n\d+ attempts, every one was stopped$/);
  assertStringIncludes(text, "permissions: none held");
  assertStringIncludes(text, "\ntelemetry: off\n");
});

Deno.test("audit --json is one line that a program can read", async () => {
  const { code, out } = await audited();
  assertEquals(code, 0);
  const report = JSON.parse(out);
  assert(report.attempts > 50);
  assertEquals(report.stopped, report.attempts);
  assertEquals(report.rows.length, report.attempts);
  assertEquals(out.indexOf("\n"), out.length - 1);
});

const OPEN: AuditRow = {
  category: "imports",
  name: "import a built-in module",
  layer: "none",
  stopped: false,
  detail: "it got \u001b[31m",
};

Deno.test("an attempt that got through cannot be overlooked, nor forge the report", () => {
  const text = auditText({
    rows: [OPEN],
    granted: ["net"],
    telemetry: false,
  });
  assertStringIncludes(text, "GOT THROUGH: it got \\u001b[31m");
  assertStringIncludes(text, "1 attempts, 1 GOT THROUGH");
  assertStringIncludes(text, "--allow-net");
});

Deno.test("an audit names the way out that telemetry is", () => {
  const report = { rows: [], granted: [], telemetry: true };
  assertStringIncludes(
    auditText({ ...report, rows: [OPEN] }),
    "telemetry: on (OTEL_DENO); counts, times and the names of queues go to",
  );
  assertEquals(JSON.parse(auditJson(report)).telemetry, true);
});
