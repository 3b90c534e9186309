import { assertEquals } from "@std/assert";
import { SlowestItems } from "../../../lib/cli/report/slowest.ts";

Deno.test("The five slowest items are kept, the slowest first", () => {
  const slowest = new SlowestItems();
  for (const [at, ms] of [3, 9, 1, 7, 5, 2, 8, 9].entries()) {
    if (slowest.isSlow(ms)) {
      slowest.add({ label: "line", position: at + 1, ms });
    }
  }
  assertEquals(
    slowest.items.map(({ ms, position }) => [ms, position]),
    [[9, 2], [9, 8], [8, 7], [7, 4], [5, 5]],
  );
  assertEquals([slowest.isSlow(5), slowest.isSlow(6)], [false, true]);
});
