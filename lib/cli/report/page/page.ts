import { printable } from "../../escape.ts";
import {
  formatCount,
  formatDuration,
  formatLatency,
  formatRate,
  formatSize,
} from "../../units.ts";
import { placeText } from "../item_position.ts";
import type { Latency } from "../latency.ts";
import type { TimelineMark } from "../timeline.ts";
import { columnChart, escapeHtml, lineChart, most } from "./charts.ts";
import type { Stats } from "./read_stats.ts";

/** Columns of the histogram. */
const COLUMNS = 48;

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a;
  --accent: #0b6bcb; --rule: #d0d7de; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117;
  --soft: #9198a1; --accent: #6cb6ff; --rule: #30363d; --bad: #ff8a80; } }
body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; }
dt { color: var(--soft); font-size: .85rem; } dd { margin: 0; font-size: 1.25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--rule); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 13px; }
.bar { fill: var(--accent); } .axis { stroke: var(--rule); }
.line { fill: none; stroke: var(--accent); stroke-width: 2; }
.area { fill: var(--accent); opacity: .15; } .bad { color: var(--bad); }
`;

/** The page of a run: HTML that needs no other file, and no script. */
export function reportPage(stats: Stats): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sluice: a run of ${count(stats.read)} items</title>
<style>${STYLE}</style>
</head>
<body>
<h1>A run of ${count(stats.read)} items</h1>
${totals(stats)}
${latencySection(stats.latency)}
${throughputSection(stats.timeline)}
${failureSection(stats)}
${slowestSection(stats)}
</body>
</html>
`;
}

function totals(stats: Stats): string {
  const { stages, workers, workersBusy, memoryPeak } = stats;
  const facts: (readonly [string, string | undefined])[] = [
    ["time", formatDuration(numberOf(stats.elapsedMs))],
    ["rate", formatRate(numberOf(stats.itemsPerSecond))],
    ["done", count(stats.done)],
    ["failed", count(failed(stats))],
    ["tried again", count(stats.retried)],
    ["workers replaced", count(stats.workersReplaced)],
    ["read", formatSize(numberOf(stats.bytesIn))],
    ["written", formatSize(numberOf(stats.bytesOut))],
    ["workers busy", share(workersBusy, workers)],
    ["waiting for input", duration(stages?.readMs)],
    ["waiting to write", duration(stages?.writeMs)],
    [
      "memory at most",
      memoryPeak === undefined ? undefined : formatSize(numberOf(memoryPeak)),
    ],
  ];
  const shown = facts.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`]
  );
  return `<dl>${shown.join("")}</dl>`;
}

function latencySection(latency: Latency | undefined): string {
  if (latency === undefined) return "";
  const { minMs, p50Ms, p90Ms, p99Ms, maxMs } = latency;
  const quantiles = [["p50", p50Ms], ["p90", p90Ms], ["p99", p99Ms], [
    "max",
    maxMs,
  ]] as const;
  const said = quantiles
    .map(([name, ms]) => `${name} ${formatLatency(numberOf(ms))}`).join(", ");
  const bars = columnsOf(latency);
  return section(
    "Time per item",
    `<p>${said}</p>` + columnChart(bars, {
      title: `How many items took how long: ${said}`,
      left: formatLatency(numberOf(minMs)),
      right: formatLatency(numberOf(maxMs)),
      top: `${count(most(bars.map(({ value }) => value)))} items`,
    }),
  );
}

/** The buckets as columns on a logarithmic scale. */
function columnsOf({ minMs, maxMs, buckets }: Latency) {
  const log = (ms: number) => Math.log(Math.max(numberOf(ms), 1e-4));
  const span = log(maxMs) - log(minMs);
  const values = new Array<number>(COLUMNS).fill(0);
  for (const { upToMs, count } of buckets) {
    const at = span <= 0 ? 0 : (log(upToMs) - log(minMs)) / span;
    const column = Math.max(0, Math.min(COLUMNS - 1, Math.floor(at * COLUMNS)));
    values[column] = (values[column] ?? 0) + numberOf(count);
  }
  return values.map((value, column) => {
    const end = Math.exp(log(minMs) + span * (column + 1) / COLUMNS);
    const label = `up to ${formatLatency(end)}`;
    return { label, value, shown: `${count(value)} items` };
  });
}

function throughputSection(marks: readonly TimelineMark[] = []): string {
  const points = marks.flatMap((mark, index) => {
    const before = marks[index - 1] ?? { atMs: 0, done: 0, failed: 0 };
    const span = numberOf(mark.atMs) - numberOf(before.atMs);
    if (span <= 0) return [];
    const items = numberOf(mark.done) + numberOf(mark.failed) -
      numberOf(before.done) - numberOf(before.failed);
    return [{ x: numberOf(mark.atMs), y: Math.max(0, items) / span * 1000 }];
  });
  if (points.length < 2) return "";
  const top = formatRate(most(points.map(({ y }) => y)));
  const end = formatDuration(points.at(-1)?.x ?? 0);
  return section(
    "Throughput",
    lineChart(points, {
      title: `Items per second over time, at most ${top}`,
      left: "0s",
      right: end,
      top,
    }),
  );
}

function failureSection(stats: Stats): string {
  const kinds = Object.entries(stats.failed ?? {})
    .sort(([, a], [, b]) => numberOf(b) - numberOf(a));
  if (kinds.length === 0) return section("Failures", "<p>None.</p>");
  const all = numberOf(stats.done) + failed(stats);
  return section(
    "Failures",
    table(
      ["kind", "items", "share"],
      kinds.map(([kind, items]) => [
        kind,
        count(items),
        `${(100 * numberOf(items) / Math.max(1, all)).toFixed(2)}%`,
      ]),
    ),
  );
}

function slowestSection({ slowest = [] }: Stats): string {
  if (slowest.length === 0) return "";
  const rows = slowest.map((item) => [
    placeText(item),
    formatLatency(numberOf(item.ms)),
  ]);
  return section("Slowest items", table(["item", "time"], rows));
}

function section(title: string, inside: string): string {
  return `<section><h2>${title}</h2>${inside}</section>`;
}

function table(
  [first = "", ...names]: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = names.map((name) => `<th class="number">${name}</th>`).join("");
  const body = rows.map(([name = "", ...cells]) =>
    `<tr><td>${escapeHtml(printable(name, 200))}</td>${
      cells.map((cell) => `<td class="number">${escapeHtml(cell)}</td>`).join(
        "",
      )
    }</tr>`
  );
  return `<table><thead><tr><th>${first}</th>${head}</tr></thead><tbody>${
    body.join("")
  }</tbody></table>`;
}

function failed({ failed = {} }: Stats): number {
  return Object.values(failed).reduce((sum, items) => sum + numberOf(items), 0);
}

function count(value: unknown): string {
  return formatCount(numberOf(value));
}

function duration(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatDuration(numberOf(ms));
}

function share(
  part: number | undefined,
  workers: number | undefined,
): string | undefined {
  if (part === undefined || workers === undefined) return undefined;
  return `${Math.round(100 * numberOf(part))}% of ${count(workers)}`;
}

/** A number of the JSON, which may come from anywhere; 0 for what is no number. */
function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
