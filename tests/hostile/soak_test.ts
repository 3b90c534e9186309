// A short soak; the long one is `deno task soak`.

import { assertEquals } from "@std/assert";
import { soak } from "./soak.ts";
import { COMMON, RARE } from "./soak_items.ts";

Deno.test("Of 2,000 items that misbehave, each has one outcome, and the right one", async () => {
  const items = 2_000;
  const report = await soak({
    items,
    common: 500,
    rare: items,
    timeout: 700,
  });
  assertEquals([report.wrong, report.complaints], [0, []]);
  const kinds = new Set(
    Object.keys(report.outcomes).map((key) => key.replace(/:.*/, "")),
  );
  const names = [...COMMON, ...RARE].map(({ name }) => name);
  assertEquals(kinds, new Set(["honest", ...names]));
});
