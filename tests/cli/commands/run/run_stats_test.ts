import { assertEquals } from "@std/assert";
import { RunStats } from "../../../../lib/cli/commands/run/run_stats.ts";
import type { BatchResult, SandboxStats } from "../../../../lib/mod.ts";
import { rangeBatch } from "../../../support/batches.ts";

const result = (
  count: number,
  { blank = 0, emitted = count, kinds = [] as string[] } = {},
) =>
  ({
    batch: rangeBatch({ count }),
    ...{ blank, emitted, failures: kinds.map((kind) => ({ kind })) },
  }) as unknown as BatchResult;

const SANDBOX = { retried: 2, replaced: 1 } as SandboxStats;

Deno.test("Every item read is done, has failed, was blank, or is unfinished", () => {
  const stats = new RunStats();
  stats.countRead(rangeBatch({ count: 10 }));
  stats.countOutcomes(result(4, { blank: 1, emitted: 3 }));
  stats.countOutcomes(result(3, { emitted: 1, kinds: ["threw", "threw"] }));
  assertEquals([stats.done, stats.failed, stats.unfinished], [4, 2, 3]);
  const totals = stats.totals(7, SANDBOX);
  assertEquals([totals.read, totals.emitted, totals.bytesOut], [9, 4, 7]);
  assertEquals(totals.failed, { threw: 2 });
  assertEquals([totals.retried, totals.workersReplaced], [2, 1]);
});

Deno.test("The most that waited at once is kept", () => {
  const stats = new RunStats();
  for (const items of [3, 9, 1]) stats.countWaiting(items);
  assertEquals(stats.totals(0, SANDBOX).peakWaiting, 9);
});
