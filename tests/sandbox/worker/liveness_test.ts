import { assertEquals } from "@std/assert";
import { LivenessProbe } from "../../../lib/sandbox/worker/liveness.ts";

/** A guest that is asked by hand. */
function patient(cpuTimes: number[]) {
  const pings: number[] = [];
  const liveness = new LivenessProbe({
    ping: (id) => void pings.push(id),
    cpuTime: () => Promise.resolve(cpuTimes.shift() ?? 0),
  }, 1000);
  return { pings, liveness };
}

const SECOND = 1000;
const microtasks = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

Deno.test("LivenessProbe asks nobody who has been at it for less than a second", () => {
  const { pings, liveness } = patient([]);
  liveness.begin(0);
  liveness.check(0.9 * SECOND);
  assertEquals(pings, []);
});

Deno.test("LivenessProbe takes a guest that neither answers nor works for lost", async () => {
  const { pings, liveness } = patient([70, 70]);
  liveness.begin(0);
  for (const second of [1, 2]) {
    assertEquals(liveness.isLost, false);
    liveness.check(second * SECOND);
    await microtasks();
  }
  assertEquals(liveness.isLost, true);
  assertEquals(pings, [1]);
});

Deno.test("LivenessProbe waits for a guest that works", async () => {
  const { liveness } = patient([70, 900, 1800, 2700]);
  liveness.begin(0);
  for (const second of [1, 2, 3, 4]) {
    liveness.check(second * SECOND);
    await microtasks();
    assertEquals(liveness.isLost, false);
  }
});

Deno.test("LivenessProbe gives up nobody whose processor time is unknown", async () => {
  const { liveness } = patient([NaN, NaN, NaN]);
  liveness.begin(0);
  for (const second of [1, 2, 3]) {
    liveness.check(second * SECOND);
    await microtasks();
    assertEquals(liveness.isLost, false);
  }
});

Deno.test("LivenessProbe tells by the memory of a guest that answers whether its item is lost", () => {
  for (const [heapUsed, isLost] of [[500, false], [849, false], [850, true]]) {
    const { liveness } = patient([]);
    liveness.begin(0);
    liveness.check(SECOND);
    liveness.answer(1, heapUsed as number);
    assertEquals(liveness.isAnswered, true);
    assertEquals(liveness.isLost, isLost);
  }
});

Deno.test("LivenessProbe ignores what was meant for the item before", async () => {
  const { liveness } = patient([70, 70]);
  liveness.begin(0);
  liveness.check(1 * SECOND);
  await microtasks();
  liveness.check(2 * SECOND);
  liveness.begin(2 * SECOND);
  await microtasks();
  liveness.answer(1, 1000);
  assertEquals(liveness.isAnswered, false);
  assertEquals(liveness.isLost, false);
});
