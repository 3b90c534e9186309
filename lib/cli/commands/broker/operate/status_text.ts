import type { BrokerStats, WorkerReport } from "../../../../broker/mod.ts";
import { printable } from "../../../escape.ts";
import { table } from "../../../report/table.ts";
import { formatCount, formatDuration, formatRate } from "../../../units.ts";

/** A queue and those who work on it. */
export interface Status {
  readonly queue: string;
  readonly stats: BrokerStats;
  readonly workers: readonly WorkerReport[];
}

/** What is known of a queue that was looked at more than once. */
export interface StatusTrend {
  /** Items finished in a second, in the last seconds. */
  readonly rate: number;
  /** Dead items by the kind of their failure: `2 timeout, 1 threw`. */
  readonly deadKinds: string;
}

/** A line of JSON. */
export function statusJson({ queue, stats, workers }: Status): string {
  return JSON.stringify({ queue, ...stats, workers });
}

/** A line for a log. */
export function statusLine({ stats, workers }: Status): string {
  const { waiting, running, done, dead } = stats;
  const counts = { waiting, running, done, dead, workers: workers.length };
  const parts = Object.entries(counts)
    .map(([name, count]) => `${name} ${formatCount(count)}`);
  return [...parts, ...statesOf(stats)].join(" · ");
}

/** A table for a person. */
export function statusTable(
  { queue, stats, workers }: Status,
  trend?: StatusTrend,
): string {
  const { waiting, running, done, dead, capacity, stuck } = stats;
  const kinds = trend === undefined || trend.deadKinds === ""
    ? ""
    : ` (${trend.deadKinds})`;
  const rows: (readonly [string, string])[] = [
    ["queue", [queue, ...statesOf(stats)].join(", ")],
    ["waiting", formatCount(waiting)],
    ["running", formatCount(running)],
    ["done", formatCount(done) + speedOf(stats, trend)],
    ["dead", formatCount(dead) + kinds],
    ["capacity", formatCount(capacity)],
    ...(stuck === 0 ? [] : [["stuck", formatCount(stuck)] as const]),
    ["workers", workers.length === 0 ? "none that answer" : ""],
    ...workers.map((worker) =>
      [`  ${printable(worker.name, 40)}`, reportOf(worker)] as const
    ),
  ];
  return table(rows).replace(/ +$/gm, "");
}

function statesOf({ closed, paused }: BrokerStats): string[] {
  return [...(closed ? ["closed"] : []), ...(paused ? ["paused"] : [])];
}

function speedOf(
  { waiting, running }: BrokerStats,
  trend: StatusTrend | undefined,
): string {
  if (trend === undefined || trend.rate === 0) return "";
  const left = waiting + running;
  const eta = left === 0
    ? ""
    : `, ETA ${formatDuration(Math.ceil(left / trend.rate) * 1000)}`;
  return ` (${formatRate(trend.rate)}${eta})`;
}

function reportOf(report: WorkerReport): string {
  const { running, slots, done, failed, age, job, item, itemAge } = report;
  const parts = [
    ...(job === undefined ? [] : [`job ${printable(job, 16)}`]),
    `${formatCount(running)} of ${formatCount(slots)} held`,
    `${formatCount(done)} done`,
    `${formatCount(failed)} failed`,
    `for ${formatDuration(age)}`,
    ...(item === undefined || itemAge === undefined
      ? []
      : [`item ${formatCount(item)} for ${formatDuration(itemAge)}`]),
    ...(report.waiting === undefined
      ? []
      : [`waiting: ${printable(report.waiting, 120)}`]),
  ];
  return parts.join(", ");
}
