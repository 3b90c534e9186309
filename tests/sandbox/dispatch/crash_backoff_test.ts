import { assertEquals } from "@std/assert";
import { CrashBackoff } from "../../../lib/sandbox/dispatch/crash_backoff.ts";

const times = (count: number, body: () => boolean) =>
  Array.from({ length: count }, body);

Deno.test("CrashBackoff gives up at the sixth in a row", () => {
  const backoff = new CrashBackoff();
  const verdicts = times(6, () => backoff.failed());
  assertEquals(verdicts, [false, false, false, false, false, true]);
});

Deno.test("CrashBackoff begins to count anew when an item was finished or blamed", () => {
  for (const go of ["finished", "killed"] as const) {
    const backoff = new CrashBackoff();
    times(5, () => backoff.failed());
    backoff[go]();
    assertEquals(times(5, () => backoff.failed()), Array(5).fill(false));
  }
});

Deno.test("CrashBackoff gives up a job of which 101 items ended their worker and none was finished", () => {
  const backoff = new CrashBackoff();
  assertEquals(times(100, () => backoff.killed()), Array(100).fill(false));
  assertEquals(backoff.killed(), true);
});

Deno.test("CrashBackoff does not give up a job that has finished an item", () => {
  const backoff = new CrashBackoff();
  backoff.finished();
  assertEquals(times(500, () => backoff.killed()), Array(500).fill(false));
});

Deno.test("CrashBackoff waits once, and then goes on", async () => {
  const backoff = new CrashBackoff();
  backoff.failed();
  const waited = Promise.withResolvers<void>();
  backoff.wait(waited.resolve);
  backoff.wait(() => waited.reject(new Error("waited twice")));
  assertEquals(backoff.isWaiting, true);
  await waited.promise;
  assertEquals(backoff.isWaiting, false);
});

Deno.test("CrashBackoff that is stopped does not go on", () => {
  const backoff = new CrashBackoff();
  backoff.failed();
  backoff.wait(() => {
    throw new Error("went on");
  });
  backoff.stop();
});
