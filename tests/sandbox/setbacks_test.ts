import { assertEquals } from "@std/assert";
import { Setbacks } from "../../lib/sandbox/setbacks.ts";

const times = (count: number, body: () => boolean) =>
  Array.from({ length: count }, body);

Deno.test("Setbacks gives up at the sixth in a row", () => {
  const setbacks = new Setbacks();
  const verdicts = times(6, () => setbacks.failed());
  assertEquals(verdicts, [false, false, false, false, false, true]);
});

Deno.test("Setbacks begins to count anew when an item was finished or blamed", () => {
  for (const go of ["finished", "killed"] as const) {
    const setbacks = new Setbacks();
    times(5, () => setbacks.failed());
    setbacks[go]();
    assertEquals(times(5, () => setbacks.failed()), Array(5).fill(false));
  }
});

Deno.test("Setbacks gives up a job of which 101 items ended their worker and none was finished", () => {
  const setbacks = new Setbacks();
  assertEquals(times(100, () => setbacks.killed()), Array(100).fill(false));
  assertEquals(setbacks.killed(), true);
});

Deno.test("Setbacks does not give up a job that has finished an item", () => {
  const setbacks = new Setbacks();
  setbacks.finished();
  assertEquals(times(500, () => setbacks.killed()), Array(500).fill(false));
});

Deno.test("Setbacks rests once, and then goes on", async () => {
  const setbacks = new Setbacks();
  setbacks.failed();
  const rested = Promise.withResolvers<void>();
  setbacks.rest(rested.resolve);
  setbacks.rest(() => rested.reject(new Error("rested twice")));
  assertEquals(setbacks.isResting, true);
  await rested.promise;
  assertEquals(setbacks.isResting, false);
});

Deno.test("Setbacks that is stopped does not go on", () => {
  const setbacks = new Setbacks();
  setbacks.failed();
  setbacks.rest(() => {
    throw new Error("went on");
  });
  setbacks.stop();
});
