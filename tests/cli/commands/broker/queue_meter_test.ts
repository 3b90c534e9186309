import { assertEquals } from "@std/assert";
import { QueueMeter } from "../../../../lib/cli/commands/broker/queue_meter.ts";
import type { Queue } from "../../../../lib/cli/commands/broker/session.ts";
import type { Meter } from "../../../../lib/cli/terminal.ts";
import { FakeTime } from "../../../support/fake_time.ts";

const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A meter of a queue that has these numbers, and all that is measured. */
function open(stats: () => Promise<object>) {
  const measured: string[] = [];
  const take = (value: number, about: object) =>
    void measured.push(`${Object.values(about).join(" ")} ${value}`);
  const meter = {
    createGauge: () => ({ record: take }),
    createCounter: () => ({ add: take }),
  } as unknown as Meter;
  const workers = { replaced: 0 };
  const queue = { name: "q", stats } as unknown as Queue;
  const replaced = () => workers.replaced;
  return {
    ...{ measured, workers },
    queueMeter: new QueueMeter({ meter, queue, replaced }),
  };
}

const STATS = () => Promise.resolve({ waiting: 3, running: 2, dead: 1 });

Deno.test("What is in a queue is measured at once, and every five seconds", async () => {
  using time = new FakeTime();
  const { measured, queueMeter } = open(STATS);
  const all = ["q waiting 3", "q running 2", "q dead 1"];
  await goOn();
  assertEquals(measured.splice(0), all);
  time.tick(4_999);
  await goOn();
  assertEquals(measured, []);
  time.tick(1);
  await goOn();
  assertEquals(measured, all);
  queueMeter[Symbol.dispose]();
  assertEquals(time.pending, 0);
});

Deno.test("Workers that were replaced are counted once, the last at the end", async () => {
  using time = new FakeTime();
  const { measured, workers, queueMeter } = open(() => Promise.reject(0));
  workers.replaced = 2;
  time.tick(5_000);
  await goOn();
  workers.replaced = 5;
  queueMeter[Symbol.dispose]();
  assertEquals(measured, ["q 2", "q 3"]);
});
