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
