import { assertEquals, assertRejects } from "@std/assert";
import { FlowWindow } from "../../../lib/sandbox/pipeline/flow_window.ts";
import type { BatchResult } from "../../../lib/sandbox/result.ts";
import { rangeBatch, textBatch } from "../../support/batches.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";

checkInvariantsInAllTests();

/** A window of four items, what the workers are on, and how to end it. */
function opened() {
  const running = { items: 0, bytes: 0 };
  const controller = new AbortController();
  const window = new FlowWindow({
    capacity: 4,
    running: () => running,
    signal: controller.signal,
  });
  return { window, running, controller };
}

const batch = rangeBatch({ count: 2 });
const result = { batch, output: new Uint8Array(3) } as BatchResult;

/** Whether there is room for two items now. */
async function hasRoom(window: FlowWindow): Promise<boolean> {
  const later = Promise.resolve().then(() => {}).then(() => false);
  return await Promise.race([window.room(2).then(() => true), later]);
}

Deno.test("A window has room until its capacity is read, and again once that is written", async () => {
  const { window } = opened();
  window.take(batch);
  assertEquals(await hasRoom(window), true);
  window.take(batch);
  assertEquals(await hasRoom(window), false);
  window.finish(result);
  assertEquals(window.unwritten, 2);
  assertEquals(await hasRoom(window), false);
  const room = window.room(2);
  window.write(result);
  await room;
  assertEquals(window.unwritten, 0);
});

Deno.test("What the workers are on takes up no room", async () => {
  const { window, running } = opened();
  window.take(batch);
  window.take(batch);
  const room = window.room(2);
  running.items = 2;
  window.changed();
  await room;
});

Deno.test("An empty window has room for any batch: a longer one would wait without end", async () => {
  const { window } = opened();
  await window.room(100);
});

Deno.test("A window is full by bytes, however few items they are", async () => {
  const { window } = opened();
  window.take(textBatch("x".repeat(9 * 2 ** 20), { count: 1 }));
  assertEquals(await hasRoom(window), false);
  assertEquals(window.hasRoomForResults, true);
  window.finish({
    ...result,
    batch: rangeBatch({ count: 1 }),
    output: new Uint8Array(9 * 2 ** 20),
  });
  assertEquals(window.hasRoomForResults, false);
});

Deno.test("A wait for room ends with the reason of the signal", async () => {
  const { window, controller } = opened();
  window.take(rangeBatch({ count: 4 }));
  const room = window.room(1);
  controller.abort(new Error("stopped"));
  await assertRejects(() => room, Error, "stopped");
});
