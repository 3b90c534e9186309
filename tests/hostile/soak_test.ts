// A short soak; the long one is `deno task soak`.

import { assertEquals } from "@std/assert";
import { soak } from "./soak.ts";

Deno.test("Of 20,000 items that misbehave, each has one outcome", async () => {
  const report = await soak({ items: 20_000, loops: 3, heaps: 1 });
  assertEquals(report.wrong, 0);
  const { ok, threw, result, timeout = 0, memory = 0 } = report.outcomes;
  assertEquals([threw, result], [200, 200]);
  assertEquals(timeout + memory, 5);
  assertEquals(ok, 20_000 - 405);
});
