import { assert, assertEquals } from "@std/assert";
import {
  LatencyHistogram,
  sparkline,
} from "../../../lib/cli/report/latency.ts";

function histogramOf(times: Iterable<number>) {
  const histogram = new LatencyHistogram();
  for (const ms of times) histogram.add(ms);
  return histogram.latency;
}

Deno.test("Quantiles are right to a few percent, over seven decades", () => {
  const times = Array.from({ length: 100_000 }, (_, n) => 1.0002 ** n / 1000);
  const latency = histogramOf(times);
  const sorted = times.toSorted((a, b) => a - b);
  for (const [part, ms] of [[0.5, latency?.p50Ms], [0.99, latency?.p99Ms]]) {
    const exact = sorted[Math.floor((part ?? 0) * times.length)] ?? 0;
    assert(Math.abs((ms ?? 0) / exact - 1) < 0.07, `${ms} for ${exact}`);
  }
  assertEquals(latency?.maxMs, sorted.at(-1));
});

Deno.test("One time is every quantile", () => {
  const latency = histogramOf([12.5]);
  assertEquals(
    [latency?.minMs, latency?.p50Ms, latency?.p99Ms, latency?.maxMs],
    [12.5, 12.5, 12.5, 12.5],
  );
});

Deno.test("No time is no latency, and a time of 0 is counted", () => {
  assertEquals(histogramOf([]), undefined);
  assertEquals(histogramOf([0, 0])?.count, 2);
});

Deno.test("Every time is in one bucket", () => {
  const latency = histogramOf(Array.from({ length: 1000 }, (_, n) => n / 7));
  const counted = latency?.buckets.reduce((sum, { count }) => sum + count, 0);
  assertEquals(counted, 1000);
});

Deno.test.each([
  [[1, 1, 1, 1000], "█      ▃"],
  [[5], "█   "],
  [[1, 10, 100, 1000], "████"],
])("The sparkline of %j is %s", (times, bars) => {
  const latency = histogramOf(times);
  assert(latency !== undefined);
  assertEquals(sparkline(latency, bars.length), bars);
});
