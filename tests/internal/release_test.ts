import { assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { Release } from "../../lib/internal/release.ts";

const turned = () => new Promise<void>((resolve) => setImmediate(resolve));

Deno.test("Release lets go at once, and in a hot loop once at the end of the turn", async () => {
  await turned();
  const release = new Release();
  let cleared = 0;
  for (let n = 0; n < 100; n++) release.soon(() => cleared++);
  assertEquals(cleared, 8);
  await turned();
  assertEquals(cleared, 9);
  await turned();
  release.soon(() => cleared++);
  assertEquals(cleared, 10);
});
