import { assertEquals } from "@std/assert";
import { RecentMap } from "../../lib/broker/recent_map.ts";

Deno.test("The latest keys are remembered, and at most twice as many", () => {
  const map = new RecentMap<number>(3);
  for (let n = 0; n < 8; n++) map.set(`${n}`, n);
  const known = Array.from({ length: 8 }, (_, n) => map.get(`${n}`));
  assertEquals(known.slice(-3), [5, 6, 7]);
  assertEquals(known.slice(0, 2), [undefined, undefined]);
});

Deno.test("A key that is set again has its last value, whichever half it is in", () => {
  const map = new RecentMap<number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  assertEquals([map.get("a"), map.get("b"), map.get("c")], [3, 2, undefined]);
});
