import { assertEquals } from "@std/assert";
import { soakCalls } from "./soak.ts";

Deno.test("Every function runs once for a call, while workers are ended among the items", async () => {
  const { replaced: _, ...report } = await soakCalls({
    items: 1_200,
    kills: 3,
  });
  assertEquals(report, {
    right: 1_197,
    timeouts: 3,
    wrong: [],
    once: 3_600,
    more: 0,
  });
});
