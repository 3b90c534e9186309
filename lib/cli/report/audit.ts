import type { AuditRow } from "../../mod.ts";
import { printable } from "../escape.ts";
import { formatCount } from "../units.ts";
import { permissionsText } from "./plan.ts";

/** What an audit found. */
export interface AuditReport {
  readonly rows: readonly AuditRow[];
  /** The permissions that were granted as a whole, as in `read`. */
  readonly granted: readonly string[];
}

/** The report for a person: a line for each attempt, by category, and a verdict. */
export function auditText({ rows, granted }: AuditReport): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const groups = Map.groupBy(rows, ({ category }) => category);
  const lines = [...groups].flatMap(([category, group]) => [
    category,
    ...group.map((row) => `  ${row.name.padEnd(width)}${outcomeOf(row)}`),
    "",
  ]);
  const held = `permissions: ${permissionsText(granted)}`;
  return [...lines, held, verdictOf(rows)].join("\n");
}

/** The report for a program, one line of JSON. */
export function auditJson({ rows, granted }: AuditReport): string {
  const stopped = rows.filter((row) => row.stopped).length;
  return JSON.stringify({ attempts: rows.length, stopped, granted, rows });
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
