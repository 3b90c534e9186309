import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type RunTotals,
  totalsJson,
  totalsText,
} from "../../../lib/cli/report/totals.ts";

const totals: RunTotals = {
  read: 100,
  done: 97,
  emitted: 90,
  failed: { threw: 1, timeout: 2 },
  retried: 4,
  workersReplaced: 2,
  peakWaiting: 4096,
  elapsedMs: 2000.4,
  bytesIn: 2048,
  bytesOut: 512,
};

Deno.test("totalsText() has a line for each total", () => {
  assertEquals(
    totalsText(totals),
    [
      "read              100 (2KB)",
      "done              97",
      "emitted           90 (512B)",
      "failed            3 (2 timeout, 1 threw)",
      "retried           4",
      "workers replaced  2",
      "peak waiting      4,096",
      "time              2s",
      "items/s           50",
    ].join("\n"),
  );
});

Deno.test("totalsText() of a run without failures names no kind", () => {
  assertStringIncludes(
    totalsText({ ...totals, failed: {} }),
    "failed            0\n",
  );
});

Deno.test("totalsJson() is one line with every total and items per second", () => {
  assertEquals(JSON.parse(totalsJson(totals)), {
    ...totals,
    elapsedMs: 2000,
    itemsPerSecond: 50,
  });
  assertEquals(
    JSON.parse(totalsJson({ ...totals, elapsedMs: 0 })).itemsPerSecond,
    0,
  );
});

Deno.test("totalsText() tells the steps of items when they were counted", () => {
  const latency = {
    ...{ count: 1, sumMs: 1, minMs: 1, p50Ms: 1, p90Ms: 1, p99Ms: 1 },
    ...{ maxMs: 1, buckets: [{ upToMs: 1, count: 1 }] },
  };
  const steps = { sum: 3030, min: 10, p50: 20, p90: 20, p99: 3000, max: 3000 };
  assertStringIncludes(
    totalsText({ ...totals, latency, steps }),
    "steps per item    p50 20, p90 20, p99 3,000, max 3,000",
  );
});

Deno.test("totalsText() tells times and slow items when they are known", () => {
  const text = totalsText({
    ...totals,
    latency: {
      ...{ count: 3, sumMs: 51, minMs: 0.4, maxMs: 40 },
      ...{ p50Ms: 10, p90Ms: 40, p99Ms: 40 },
      buckets: [{ upToMs: 0.4, count: 1 }, { upToMs: 40, count: 2 }],
    },
    slowest: [{ label: "line", position: 17, ms: 40 }],
    stages: { readMs: 1000, workMs: 51, writeMs: 0 },
    workers: 2,
    workersBusy: 0.5,
    memoryPeak: 100 * 2 ** 20,
  });
  assertEquals(text.split("\n").slice(9), [
    "time per item     p50 10ms, p90 40ms, p99 40ms, max 40ms",
    "                  400µs ▅                  █ 40ms",
    "slowest           line 17: 40ms",
    "stages            waiting for input 50%, in the job 50% of 2 workers, " +
    "waiting to write 0%",
    "memory            100MB at most",
  ]);
});
