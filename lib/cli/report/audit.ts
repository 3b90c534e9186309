import type { AuditRow } from "../../mod.ts";
import { printable } from "../escape.ts";
import { formatCount } from "../units.ts";
import { permissionsText } from "./plan.ts";

/** What an audit found. */
export interface AuditReport {
  readonly rows: readonly AuditRow[];
  /** The permissions that were granted as a whole, as in `read`. */
  readonly granted: readonly string[];
  /** Whether Deno's own telemetry is on: a way out that asks for no permission. */
  readonly telemetry: boolean;
}

/** What leaves the process then: nothing that a job or an item says. */
const METERED = "on (OTEL_DENO); counts, times and the names of queues go to " +
  "the collector that the environment names, which needs no permission";

/** The report for a person: a line for each attempt, by category, and a verdict. */
export function auditText(
  { rows, granted, telemetry }: AuditReport,
): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const groups = Map.groupBy(rows, ({ category }) => category);
  const lines = [...groups].flatMap(([category, group]) => [
    category,
    ...group.map((row) => `  ${row.name.padEnd(width)}${outcomeOf(row)}`),
    "",
  ]);
  const held = `permissions: ${permissionsText(granted)}`;
  const metered = `telemetry: ${telemetry ? METERED : "off"}`;
  return [...lines, held, metered, verdictOf(rows)].join("\n");
}

/** The report for a program, one line of JSON. */
export function auditJson(
  { rows, granted, telemetry }: AuditReport,
): string {
  const stopped = rows.filter((row) => row.stopped).length;
  const attempts = rows.length;
  return JSON.stringify({ attempts, stopped, granted, telemetry, rows });
}

function outcomeOf({ stopped, layer, detail }: AuditRow): string {
  return stopped
    ? `stopped by the ${layer}`
    : `GOT THROUGH: ${printable(detail, 120)}`;
}

function verdictOf(rows: readonly AuditRow[]): string {
  const open = rows.filter(({ stopped }) => !stopped).length;
  const all = formatCount(rows.length);
  return open === 0
    ? `${all} attempts, every one was stopped`
    : `${all} attempts, ${formatCount(open)} GOT THROUGH`;
}
