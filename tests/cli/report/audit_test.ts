import { assert, assertEquals } from "@std/assert";
import { auditJson, auditText } from "../../../lib/cli/report/audit.ts";
import type { AuditRow } from "../../../lib/mod.ts";

const row = (of: Partial<AuditRow>): AuditRow => ({
  ...{ category: "files", name: "a", stopped: true, layer: "realm" },
  ...{ detail: "" },
  ...of,
});

const report = (rows: readonly AuditRow[]) => ({
  ...{ rows, granted: ["read"], telemetry: false },
});

Deno.test("Each attempt has a line below its category, in one column", () => {
  const rows = [
    row({ name: "short" }),
    row({ name: "a longer one", category: "host", layer: "limit" }),
    row({ name: "b" }),
  ];
  const lines = auditText(report(rows)).split("\n");
  assertEquals(lines.slice(0, 6), [
    "files",
    "  short         stopped by the realm",
    "  b             stopped by the realm",
    "",
    "host",
    "  a longer one  stopped by the limit",
  ]);
  assertEquals(lines.at(-1), "3 attempts, every one was stopped");
});

Deno.test("One that got through is said where it stands, and at the end, without its escapes", () => {
  const rows = [row({}), row({ stopped: false, detail: "\x1b[2Jread a file" })];
  const text = auditText(report(rows));
  assert(text.includes("GOT THROUGH: \\u001b[2Jread a file"), text);
  assertEquals(text.split("\n").at(-1), "2 attempts, 1 GOT THROUGH");
  const json = JSON.parse(auditJson(report(rows)));
  assertEquals([json.attempts, json.stopped], [2, 1]);
});

Deno.test("Telemetry that is on is named as a way out", () => {
  const on = { ...report([row({})]), telemetry: true };
  assert(auditText(on).includes("telemetry: on (OTEL_DENO)"));
  assert(auditText(report([row({})])).includes("telemetry: off"));
});
