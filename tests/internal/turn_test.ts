import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { turn } from "../../lib/internal/turn.ts";

const turned = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Keeps the event loop from turning until the turn is overdue. */
async function starve(): Promise<number> {
  const start = performance.now();
  while (turn.tick() === undefined) await Promise.resolve();
  return performance.now() - start;
}

Deno.test("a turn becomes overdue when promises alone keep the loop busy for some ms", async () => {
  await turned();
  const ms = await starve();
  assert(ms >= 4, `after ${ms} ms`);
  await turn.overdue;
  assertEquals([turn.overdue, turn.afterOverdue], [undefined, undefined]);
});

Deno.test("a turn that has just begun is not overdue, however many operations it has", async () => {
  for (let n = 0; n < 50; n++) {
    await turned();
    const start = performance.now();
    for (let tick = 0; tick < 1000; tick++) {
      // On a machine that stands still for a while, it may be overdue for good.
      const overdue = turn.tick();
      assert(overdue === undefined || performance.now() - start > 4);
    }
  }
});

Deno.test("those who wait for an overdue turn go on before those who wait for a little after", async () => {
  await turned();
  await starve();
  const order: string[] = [];
  const late = turn.afterOverdue?.then(() => order.push("sender"));
  const first = turn.overdue?.then(() => order.push("receiver"))
    .then(() => order.push("receiver again"));
  await Promise.all([late, first]);
  assertEquals(order, ["receiver", "receiver again", "sender"]);
});

Deno.test("atEnd() calls once the loop has turned, in order, and no turn later", async () => {
  const order: string[] = [];
  turn.atEnd(() => order.push("first"));
  turn.atEnd(() => order.push("second"));
  const { id } = turn;
  assertEquals(order, []);
  await turned();
  assertEquals(order, ["first", "second"]);
  assert(turn.id > id);
});
