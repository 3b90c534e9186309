import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { auditText } from "../../../lib/cli/report/audit.ts";
import { run } from "../../../lib/cli/run.ts";
import type { AuditRow } from "../../../lib/mod.ts";
import { FakeTerminal } from "../../support/fake_terminal.ts";

Deno.test("audit finds every attempt stopped, and exits with 0", async () => {
  const terminal = new FakeTerminal();
  assertEquals(await run(["audit"], terminal), 0);
  assertMatch(terminal.out, /\n\d+ attempts, every one was stopped\n$/);
  assertStringIncludes(terminal.out, "permissions: none held");
});

Deno.test("audit --json is one line that a program can read", async () => {
  const terminal = new FakeTerminal();
  assertEquals(await run(["audit", "--json"], terminal), 0);
  const report = JSON.parse(terminal.out);
  assert(report.attempts > 50);
  assertEquals(report.stopped, report.attempts);
  assertEquals(report.rows.length, report.attempts);
});

const OPEN: AuditRow = {
  category: "imports",
  name: "import a built-in module",
  layer: "none",
  stopped: false,
  detail: "it got \u001b[31m",
};

Deno.test("an attempt that got through cannot be overlooked, nor forge the report", () => {
  const text = auditText({ rows: [OPEN], granted: ["net"] });
  assertStringIncludes(text, "GOT THROUGH: it got \\u001b[31m");
  assertStringIncludes(text, "1 attempts, 1 GOT THROUGH");
  assertStringIncludes(text, "--allow-net");
});
