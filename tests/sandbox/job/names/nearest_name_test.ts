import { assertEquals } from "@std/assert";
import { nearestName } from "../../../../lib/sandbox/job/names/nearest_name.ts";

Deno.test.each<
  [name: string, candidates: string[], nearest: string | undefined]
>([
  ["limt", ["item", "limit", "Math"], "limit"],
  ["prcie", ["price", "prices"], "price"],
  ["Json", ["JSON"], "JSON"],
  ["total", ["e", "id"], undefined],
  ["e", ["a", "b"], undefined],
  ["ab", ["ac", "cd"], undefined],
  ["a".repeat(300_000), ["a".repeat(300_001)], undefined],
])("nearestName() of %j among %j is %j", async (name, candidates, nearest) => {
  assertEquals(await nearestName(name, candidates), nearest);
});
