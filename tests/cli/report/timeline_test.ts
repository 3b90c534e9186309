import { assert, assertEquals } from "@std/assert";
import { SlowestItems } from "../../../lib/cli/report/slowest.ts";
import { Timeline } from "../../../lib/cli/report/timeline.ts";

Deno.test("A timeline stays short, and keeps the whole run", () => {
  const timeline = new Timeline();
  for (let atMs = 0; atMs <= 3_600_000; atMs += 10) {
    if (timeline.isDue(atMs)) timeline.add({ atMs, done: atMs, failed: 0 });
  }
  const { marks } = timeline;
  assert(marks.length > 100 && marks.length <= 240, `${marks.length} marks`);
  assert((marks.at(0)?.atMs ?? Infinity) < 60_000);
  assert((marks.at(-1)?.atMs ?? 0) > 3_500_000);
});

Deno.test("The five slowest items are kept, the slowest of all first", () => {
  const slowest = new SlowestItems();
  for (const ms of [3, 9, 1, 7, 5, 8, 2]) {
    if (slowest.isSlow(ms)) slowest.add({ label: "line", position: ms, ms });
  }
  assertEquals(slowest.items.map(({ ms }) => ms), [9, 8, 7, 5, 3]);
});
