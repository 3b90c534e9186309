import { assertEquals } from "@std/assert";
import { settled } from "../../support/settled.ts";
import { Stage } from "../../support/stage.ts";

/** Long enough for some looks at the workers. */
async function turns(): Promise<void> {
  for (let n = 0; n < 30; n++) await settled(Promise.resolve());
}

Deno.test("Crew times nobody out for time in which this process was busy", async () => {
  using stage = new Stage();
  const done = stage.add(1, { timeout: 300 });
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  worker.begin(batch);
  await turns();
  const start = performance.now();
  while (performance.now() - start < 600);
  await turns();
  worker.reply(batch);
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("Crew gives what waits behind a slow item to somebody else, once", async () => {
  using stage = new Stage({ workers: 2 });
  stage.hurry();
  const done = [stage.add(1), stage.add(4)];
  const slow = await stage.starter.nextReady();
  const quick = await stage.starter.next();
  const [first, second] = [await slow.nextBatch(), await slow.nextBatch()];
  slow.begin(first);
  quick.say({ type: "ready" });
  const taken = await quick.nextBatch();
  assertEquals([taken.first, taken.count], [second.first, 4]);
  quick.reply(taken, 2);

  // The slow worker runs it as well, and nobody listens.
  slow.reply(first);
  slow.reply(second);
  void slow.replyAlways();
  void quick.replyAlways();
  await Promise.all(done);
  assertEquals(stage.outcomes.size, 5);
  await stage.add(1);
});

Deno.test("Crew asks a worker for the rest of a batch that takes long", async () => {
  using stage = new Stage({ workers: 2 });
  stage.hurry();
  const done = stage.add(100);
  const slow = await stage.starter.nextReady();
  const batch = await slow.nextBatch();
  slow.begin(batch, { item: 4 });
  const quick = await stage.starter.nextReady();
  assertEquals(slow.askedBack, batch.id);
  slow.reply(batch, 5);
  quick.reply(await quick.nextBatch());
  void slow.replyAlways();
  void quick.replyAlways();
  await done;
  assertEquals(stage.outcomes.size, 100);
});

Deno.test("Crew gives a worker time to begin, however short the time of an item is", async () => {
  using stage = new Stage();
  const done = stage.add(1, { timeout: 1 });
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  stage.worker.lastProgress -= 5_000;
  await turns();
  assertEquals(thread.isTerminated, false);
  thread.reply(batch);
  await done;
});

Deno.test("Crew gives no second chunk to a worker that is on a slow item", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = [stage.add(1)];
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  stage.worker.lastProgress -= 5_000;
  done.push(stage.add(1));
  await turns();
  assertEquals(thread.hasBatch, false);
  thread.reply(batch);
  void thread.replyAlways();
  await Promise.all(done);
});

Deno.test("Crew looks at its workers only while they are busy", async () => {
  const { setInterval, clearInterval } = globalThis;
  const intervals = new Set<unknown>();
  using stage = new Stage();
  try {
    globalThis.setInterval = ((body: () => void, ms: number) => {
      const timer = setInterval(body, ms);
      intervals.add(timer);
      return timer;
    }) as typeof setInterval;
    globalThis.clearInterval = (timer) => {
      intervals.delete(timer);
      clearInterval(timer);
    };
    const done = stage.add(1);
    assertEquals(intervals.size, 1);
    void (await stage.starter.nextReady()).replyAlways();
    await done;
    await turns();
    assertEquals(intervals.size, 0);
  } finally {
    Object.assign(globalThis, { setInterval, clearInterval });
  }
});
