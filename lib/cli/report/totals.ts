import { printable } from "../escape.ts";
import {
  formatCount,
  formatDuration,
  formatLatency,
  formatSize,
} from "../units.ts";
import { placeText } from "./item_position.ts";
import { type Latency, sparkline } from "./latency.ts";
import type { SlowItem } from "./slowest.ts";
import { table } from "./table.ts";
import type { TimelineMark } from "./timeline.ts";

/** What `--stats` tells beside the counts. */
export interface RunDetails {
  /** How long items took; undefined when none was timed. */
  readonly latency?: Latency | undefined;
  /** How many steps items took; undefined when they were not counted. */
  readonly steps?: {
    readonly sum: number;
    readonly min: number;
    /** As those of times, right to 3 %. */
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  };
  /** The items that took longest, the slowest of all first. */
  readonly slowest?: readonly SlowItem[];
  /** Where the time went, in milliseconds. */
  readonly stages?: {
    /** Waiting for input. */
    readonly readMs: number;
    /** In the job, of all workers together. */
    readonly workMs: number;
    /** Waiting until results were written. */
    readonly writeMs: number;
  };
  /** Most workers at the same time. */
  readonly workers?: number;
  /** Share of the workers' time that was spent in the job, from 0 to 1. */
  readonly workersBusy?: number;
  /** Most memory of the process, in bytes. */
  readonly memoryPeak?: number;
  /** How far the run had come at several moments. */
  readonly timeline?: readonly TimelineMark[];
}

/** What happened in a run. */
export interface RunTotals extends RunDetails {
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
    ...detailRows(totals),
  ]);
}

/** How wide a histogram is, in characters. */
const SPARKLINE_WIDTH = 20;

function detailRows(details: RunTotals): (readonly [string, string])[] {
  const { latency, slowest = [], stages, memoryPeak } = details;
  if (latency === undefined) return [];
  const { p50Ms, p90Ms, p99Ms, minMs, maxMs } = latency;
  const bars = sparkline(latency, SPARKLINE_WIDTH);
  return [
    [
      "time per item",
      `p50 ${formatLatency(p50Ms)}, p90 ${formatLatency(p90Ms)}, ` +
      `p99 ${formatLatency(p99Ms)}, max ${formatLatency(maxMs)}`,
    ],
    ["", `${formatLatency(minMs)} ${bars} ${formatLatency(maxMs)}`],
    ...stepRows(details),
    ...slowest.map((item, index) =>
      [index === 0 ? "slowest" : "", slowText(item)] as const
    ),
    ...(stages === undefined ? [] : [["stages", stageText(details)] as const]),
    ...(memoryPeak === undefined
      ? []
      : [["memory", `${formatSize(memoryPeak)} at most`] as const]),
  ];
}

function stepRows({ steps }: RunDetails): (readonly [string, string])[] {
  if (steps === undefined) return [];
  const { p50, p90, p99, max } = steps;
  return [[
    "steps per item",
    `p50 ${formatCount(p50)}, p90 ${formatCount(p90)}, ` +
    `p99 ${formatCount(p99)}, max ${formatCount(max)}`,
  ]];
}

function slowText(item: SlowItem): string {
  return `${placeText(item)}: ${formatLatency(item.ms)}`;
}

function stageText(
  { stages, workers = 1, workersBusy = 0, elapsedMs }: RunTotals,
): string {
  const share = (ms = 0) => `${Math.round(100 * ms / Math.max(1, elapsedMs))}%`;
  const busy = Math.round(100 * workersBusy);
  return `waiting for input ${share(stages?.readMs)}, ` +
    `in the job ${busy}% of ${workers} ${
      workers === 1 ? "worker" : "workers"
    }, ` +
    `waiting to write ${share(stages?.writeMs)}`;
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
