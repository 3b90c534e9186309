import { assert, assertEquals } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

Deno.test("--stats=json tells how long items took, and which took longest", async () => {
  // Longer than a machine that is busy takes a core away from another item.
  const { err } = await runHere(
    {},
    ...[
      "map",
      "n => { const end = n === 7 ? 2e8 : 1; for (let i = 0; i < end; i++); }",
    ],
    ...["--range", "0..50", "-j", "1", "--stats=json"],
  );
  const stats = JSON.parse(err.trimEnd().split("\n").at(-1) ?? "");
  assertEquals(stats.latency.count, 50);
  assertEquals(stats.slowest.length, 5);
  assertEquals(
    [stats.slowest[0].label, stats.slowest[0].position],
    ["item", 8],
  );
  assertEquals(stats.slowest[0].ms, stats.latency.maxMs);
  assert(stats.latency.p50Ms < stats.latency.maxMs);
  assert(stats.memoryPeak > 0 && stats.workersBusy > 0);
  assertEquals(stats.timeline.at(-1).done, 50);
});

Deno.test("An item that was ended by its timeout is among the slowest", async () => {
  const { err } = await runIn(
    {},
    ...["map", "n => { while (n === 2); return n }", "--range", "0..5"],
    ...["--timeout", "200ms", "--stats=json", "-q"],
  );
  const stats = JSON.parse(err.trimEnd().split("\n").at(-1) ?? "");
  assertEquals(stats.slowest[0], { label: "item", position: 3, ms: 200 });
});
