import process from "node:process";
import { assertEquals } from "@std/assert";
import { ReadWait } from "../../lib/framing/read_wait.ts";

const NEVER = new Promise<never>(() => {});

Deno.test("ReadWait tells when a read has settled, whichever way", async () => {
  using wait = new ReadWait(undefined);
  for (const idleMs of [1000, Infinity]) {
    assertEquals(await wait.for(Promise.resolve(1), idleMs), "settled");
    assertEquals(await wait.for(Promise.reject(1), idleMs), "settled");
  }
});

Deno.test("ReadWait tells when a read keeps it waiting, and goes on waiting for it", async () => {
  using wait = new ReadWait(undefined);
  const read = Promise.withResolvers<void>();
  for (const idleMs of [1, 0, -1, 1]) {
    assertEquals(await wait.for(read.promise, idleMs), "idle");
  }
  const rest = wait.for(read.promise);
  read.resolve();
  assertEquals(await rest, "settled");
});

Deno.test("ReadWait gives a read its own time, although the timer of another is still set", async () => {
  using wait = new ReadWait(undefined);
  const read = Promise.withResolvers<void>();
  const first = wait.for(read.promise, 5);
  read.resolve();
  assertEquals(await first, "settled");
  const begun = performance.now();
  assertEquals(await wait.for(NEVER, 10), "idle");
  assertEquals(performance.now() - begun >= 10, true);
});

Deno.test("ReadWait ends a wait when its signal aborts, and those that begin later", async () => {
  const controller = new AbortController();
  using wait = new ReadWait(controller.signal);
  const waiting = wait.for(NEVER, 1000);
  controller.abort();
  assertEquals(await waiting, "aborted");
  assertEquals(await wait.for(NEVER, 1000), "aborted");
  assertEquals(await wait.for(Promise.reject(1)), "aborted");
});

Deno.test("ReadWait warns of nothing when there is no time left", async () => {
  let warnings = 0;
  const count = () => void warnings++;
  process.on("warning", count);
  using wait = new ReadWait(undefined);
  assertEquals(await wait.for(NEVER, -1), "idle");
  await new Promise((resolve) => setTimeout(resolve));
  process.off("warning", count);
  assertEquals(warnings, 0);
});
