import { assertEquals } from "@std/assert";
import { soakCalls } from "./soak.ts";

Deno.test("Every function runs once for a call, while workers are ended among the items", async () => {
  const { replaced: _, ...report } = await soakCalls({
    items: 1_200,
    kills: 1,
    timeout: 1_000,
  });
  assertEquals(report, {
    right: 1_199,
    timeouts: 1,
    wrong: [],
    once: 3_600,
    more: 0,
  });
});
