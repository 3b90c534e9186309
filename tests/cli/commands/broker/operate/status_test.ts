import { assert, assertEquals } from "@std/assert";
import { runWith, statsOf } from "../../../../broker/support/fake_queue.ts";

/** A queue whose numbers are these, one after another, and the last from then on. */
function queueOf(...all: readonly Partial<Record<string, unknown>>[]) {
  let next = 0;
  return {
    stats: () =>
      Promise.resolve(statsOf(all[Math.min(next++, all.length - 1)])),
    workers: () => Promise.resolve([]),
  };
}

const OVER = { closed: true, waiting: 0, running: 0 };

Deno.test("A status is a table, a line of JSON, or numbers for a collector", async () => {
  const table = await runWith(queueOf({}), "status nats://h/q");
  assert(table.out.includes("waiting") && !table.out.includes("\x1b"));
  const json = await runWith(queueOf({}), "status nats://h/q --json");
  assertEquals(JSON.parse(json.out).waiting, 1);
  const metrics = await runWith(queueOf({}), "status nats://h/q --metrics");
  assert(metrics.out.startsWith("# HELP sluice_queue_items"));
});

Deno.test("It is watched until the queue is closed and empty", async () => {
  const line = "status nats://h/q --watch";
  const stuck = { ...OVER, stuck: 1 };
  const { code, out } = await runWith(queueOf(stuck, OVER), line);
  assertEquals([code, out.trimEnd().split("\n").length], [0, 2]);
});

Deno.test("A person sees a screen, and a program lines", async () => {
  const line = "status nats://h/q --watch";
  const shown = await runWith(queueOf(OVER), line, { isShown: true });
  assert(shown.out.startsWith("\x1b[2J"));
  const json = await runWith(queueOf(OVER), `${line} --json`, {
    isShown: true,
  });
  assertEquals(JSON.parse(json.out).closed, true);
});

Deno.test("A queue that is not there is waited for only where that is asked", async () => {
  for (const [flag, waits] of [["", false], [" --wait", true]] as const) {
    const { opened } = await runWith(queueOf({}), `status nats://h/q${flag}`);
    const [[, options]] = opened as [[string, { wait?: object }]];
    assertEquals(options.wait !== undefined, waits);
  }
});
