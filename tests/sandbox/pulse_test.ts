import { assertEquals } from "@std/assert";
import { Pulse } from "../../lib/sandbox/pulse.ts";

/** A guest that is asked by hand. */
function patient(cpuTimes: number[]) {
  const pings: number[] = [];
  const pulse = new Pulse({
    ping: (id) => void pings.push(id),
    cpuTime: () => Promise.resolve(cpuTimes.shift() ?? 0),
  }, 1000);
  return { pings, pulse };
}

const SECOND = 1000;
const microtasks = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

Deno.test("Pulse asks nobody who has been at it for less than a second", () => {
  const { pings, pulse } = patient([]);
  pulse.begin(0);
  pulse.check(0.9 * SECOND);
  assertEquals(pings, []);
});

Deno.test("Pulse takes a guest that neither answers nor works for lost", async () => {
  const { pings, pulse } = patient([70, 70]);
  pulse.begin(0);
  for (const second of [1, 2]) {
    assertEquals(pulse.isLost, false);
    pulse.check(second * SECOND);
    await microtasks();
  }
  assertEquals(pulse.isLost, true);
  assertEquals(pings, [1]);
});

Deno.test("Pulse waits for a guest that works", async () => {
  const { pulse } = patient([70, 900, 1800, 2700]);
  pulse.begin(0);
  for (const second of [1, 2, 3, 4]) {
    pulse.check(second * SECOND);
    await microtasks();
    assertEquals(pulse.isLost, false);
  }
});

Deno.test("Pulse gives up nobody whose processor time is unknown", async () => {
  const { pulse } = patient([NaN, NaN, NaN]);
  pulse.begin(0);
  for (const second of [1, 2, 3]) {
    pulse.check(second * SECOND);
    await microtasks();
    assertEquals(pulse.isLost, false);
  }
});

Deno.test("Pulse tells by the memory of a guest that answers whether its item is lost", () => {
  for (const [heapUsed, isLost] of [[500, false], [849, false], [850, true]]) {
    const { pulse } = patient([]);
    pulse.begin(0);
    pulse.check(SECOND);
    pulse.answer(1, heapUsed as number);
    assertEquals(pulse.isAnswered, true);
    assertEquals(pulse.isLost, isLost);
  }
});

Deno.test("Pulse ignores what was meant for the item before", async () => {
  const { pulse } = patient([70, 70]);
  pulse.begin(0);
  pulse.check(1 * SECOND);
  await microtasks();
  pulse.check(2 * SECOND);
  pulse.begin(2 * SECOND);
  await microtasks();
  pulse.answer(1, 1000);
  assertEquals(pulse.isAnswered, false);
  assertEquals(pulse.isLost, false);
});
