import { assert, assertEquals } from "@std/assert";
import { NestedThread } from "../../../../lib/sandbox/worker/threads/nested_thread.ts";
import {
  heapLimits,
  THREAD_URLS,
} from "../../../../lib/sandbox/worker/threads/starter.ts";

const newThread = () =>
  new NestedThread(THREAD_URLS.guest, heapLimits(300 * 2 ** 20));

/** Waits until a thread runs; threads do not keep the process, so something else has to. */
async function begun(thread: NestedThread): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const hold = setInterval(() => {}, 1_000);
  thread.whenReady(resolve);
  await promise;
  clearInterval(hold);
}

Deno.test("A nested thread tells once that it runs, and at once when it does", async () => {
  const thread = newThread();
  assert(!thread.isReady);
  await begun(thread);
  assert(thread.isReady);
  let told = 0;
  thread.whenReady(() => told++);
  assertEquals(told, 1);
  thread.terminate();
});

Deno.test("A nested thread that was ended before it ran tells nothing", async () => {
  const ended = newThread();
  let told = 0;
  ended.whenReady(() => told++);
  ended.terminate();
  const later = newThread();
  await begun(later);
  assertEquals(told, 0);
  later.terminate();
});
