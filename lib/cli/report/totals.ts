import { printable } from "../escape.ts";
import { formatCount, formatDuration, formatSize } from "../units.ts";
import { table } from "./table.ts";

/** What happened in a run. */
export interface RunTotals {
  /** Items read. */
  readonly read: number;
  /** Items whose job returned. */
  readonly done: number;
  /** Results written; fewer than done when a job returns undefined. */
  readonly emitted: number;
  /** Items that failed, by the kind of failure. */
  readonly failed: Readonly<Record<string, number>>;
  /** Tries beyond the first. */
  readonly retried: number;
  /** Workers that were ended and replaced. */
  readonly workersReplaced: number;
  /** Most items that were waiting at once. */
  readonly peakWaiting: number;
  /** Length of the run, in milliseconds. */
  readonly elapsedMs: number;
  /** Bytes read from stdin. */
  readonly bytesIn: number;
  /** Bytes written to stdout. */
  readonly bytesOut: number;
}

/** How many items failed, whatever the kind. */
export function failedCount({ failed }: Pick<RunTotals, "failed">): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}

/** The failures by kind, commonest first: `2 timeout, 1 threw`. */
export function failedKinds({ failed }: Pick<RunTotals, "failed">): string {
  return Object.entries(failed)
    .filter(([, count]) => count > 0)
    .sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))
    .map(([kind, count]) => `${formatCount(count)} ${printable(kind, 40)}`)
    .join(", ");
}

/** The totals for a person, a line each; the `--stats` text. */
export function totalsText(totals: RunTotals): string {
  const { read, done, emitted, bytesIn, bytesOut, elapsedMs } = totals;
  const failed = failedCount(totals);
  const kinds = failed === 0 ? "" : ` (${failedKinds(totals)})`;
  return table([
    ["read", `${formatCount(read)} (${formatSize(bytesIn)})`],
    ["done", formatCount(done)],
    ["emitted", `${formatCount(emitted)} (${formatSize(bytesOut)})`],
    ["failed", formatCount(failed) + kinds],
    ["retried", formatCount(totals.retried)],
    ["workers replaced", formatCount(totals.workersReplaced)],
    ["peak waiting", formatCount(totals.peakWaiting)],
    ["time", formatDuration(elapsedMs)],
    ["items/s", formatCount(itemsPerSecond(totals))],
  ]);
}

/** The totals for a program, one line of JSON; the `--stats=json` text. */
export function totalsJson(totals: RunTotals): string {
  return JSON.stringify({
    ...totals,
    elapsedMs: Math.round(totals.elapsedMs),
    itemsPerSecond: itemsPerSecond(totals),
  });
}

/** Items finished, failed ones too, in a second; 0 when no time passed. */
function itemsPerSecond(totals: RunTotals): number {
  const { done, elapsedMs } = totals;
  if (elapsedMs <= 0) return 0;
  return Math.round((done + failedCount(totals)) / elapsedMs * 1000);
}
