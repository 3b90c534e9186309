import { assert, assertEquals } from "@std/assert";
import { shuffled } from "../../lib/internal/shuffled.ts";

Deno.test("shuffled() gives each value once, and leaves its argument alone", () => {
  const values = [1, 2, 3, 4, 5];
  assertEquals(shuffled(values).sort(), [1, 2, 3, 4, 5]);
  assertEquals(values, [1, 2, 3, 4, 5]);
  assertEquals(shuffled([]), []);
});

Deno.test("shuffled() gives every order, none much more often than another", () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 6000; n++) {
    const order = shuffled(["a", "b", "c"]).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  // 1000 each; 8 standard deviations are 231.
  for (const count of counts.values()) assert(Math.abs(count - 1000) < 231);
});
