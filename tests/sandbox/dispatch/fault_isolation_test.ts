import { assertEquals } from "@std/assert";
import { FakeTicker } from "../../support/fake_ticker.ts";
import { settled } from "../../support/settled.ts";
import { Stage } from "../../support/stage.ts";

Deno.test("Dispatcher blames a crash on the item that its worker was on", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(10);
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch(), { item: 3 });
  worker.die("crash");
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.failed, [[3, "crash"]]);
  assertEquals(stage.outcomes.size, 10);
});

Deno.test("Dispatcher runs items one by one when it cannot know which one ended a worker", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(6);
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch(), { item: 3, waited: true });
  worker.die();

  const next = await stage.starter.nextReady();
  for (const position of [0, 1]) {
    const batch = await next.nextBatch();
    assertEquals([batch.first, batch.count], [position, 1]);
    if (position === 0) next.reply(batch);
    else {
      next.begin(batch);
      next.die();
    }
  }
  const last = await stage.starter.nextReady();
  const sizes: number[] = [];
  while (stage.outcomes.size < 6) {
    const batch = await last.nextBatch();
    sizes.push(batch.count);
    last.reply(batch);
    await settled(Promise.resolve());
  }
  await done;
  assertEquals(stage.failed, [[1, "crash"]]);
  // What nobody had begun is above suspicion: how much of it goes at once is only a
  // matter of how quick this machine is.
  assertEquals(sizes.slice(0, 2), [1, 1]);
  assertEquals(sizes.reduce((sum, size) => sum + size, 0), 4);
});

Deno.test("Dispatcher runs items one by one when a worker died after the last of a batch", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(3);
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch(), { item: 3 });
  worker.die();
  const next = await stage.starter.nextReady();
  for (let n = 0; n < 3; n++) {
    const batch = await next.nextBatch();
    assertEquals(batch.count, 1);
    next.reply(batch);
  }
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("Dispatcher blames nobody when a worker died before it began a batch", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(5);
  const worker = await stage.starter.nextReady();
  await worker.nextBatch();
  worker.die();
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("Dispatcher ends a worker that does not begin its batch, and blames nobody", async () => {
  using stage = new Stage({ loadTimeout: 50 });
  const done = stage.add(1, { timeout: 1 });
  const worker = await stage.starter.nextReady();
  await worker.nextBatch();
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(worker.isTerminated, true);
  assertEquals(stage.failed, []);
});

Deno.test("Dispatcher blames the item it saw, not one that has begun since", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(10);
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  const { worker } = stage;
  thread.begin(batch, { item: 5 });
  worker.observe(performance.now());
  thread.begin(batch, { item: 6 });
  stage.dispatcher.stop(worker, { kind: "timeout", message: "too late" });
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.failed, [[5, "timeout"]]);
});

Deno.test("Dispatcher blames the item at once whose promise does not settle while its guest answers", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(10);
  const thread = await stage.starter.nextReady();
  thread.begin(await thread.nextBatch(), { item: 4, waited: true });
  const { worker } = stage;
  worker.observe(performance.now());
  // Whatever the number of the ping is.
  for (let id = 0; id < 10; id++) worker.liveness.answer(id, 0);
  stage.dispatcher.stop(worker, { kind: "timeout", message: "too late" });
  assertEquals(stage.failed, [[4, "timeout"]]);
  void (await stage.starter.nextReady()).replyAlways();
  await done;
});

Deno.test("Dispatcher holds nothing against a job whose items are given up", async () => {
  using stage = new Stage();
  const given: Promise<void>[] = [];
  for (let n = 0; n < 110; n++) {
    const controller = new AbortController();
    given.push(stage.add(1, { signal: controller.signal }));
    const thread = await stage.starter.nextReady();
    thread.begin(await thread.nextBatch());
    controller.abort(new Error("no more"));
    stage.dispatcher.stop(stage.worker, {
      kind: "timeout",
      message: "nobody waits",
    });
  }
  await Promise.allSettled(given);
  const done = stage.add(1);
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.outcomes.size, 1);
});

Deno.test("Dispatcher is not misled by an item that no batch has", async () => {
  for (const item of [-7, 10, 2 ** 31 - 1]) {
    using stage = new Stage();
    stage.hurry();
    const done = stage.add(10);
    const worker = await stage.starter.nextReady();
    worker.begin(await worker.nextBatch(), { item });
    worker.die();
    void (await stage.starter.nextReady()).replyAlways();
    await done;
    assertEquals(stage.outcomes.size, 10);
  }
});

Deno.test("Dispatcher ends a worker whose guest is silent and does nothing", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  const done = stage.add(1);
  const worker = await stage.starter.nextReady();
  worker.heapUsed = undefined;
  worker.begin(await worker.nextBatch());
  for (let looks = 0; looks < 200 && !await settled(done); looks++) {
    ticker.pass(100);
  }
  await done;
  assertEquals(stage.failed, [[0, "memory"]]);
});

Deno.test("An item that ran out of memory after others runs once more alone in a fresh worker", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(10);
  const first = await stage.starter.nextReady();
  first.begin(await first.nextBatch(), { item: 4 });
  first.die("memory");
  const second = await stage.starter.nextReady();
  const alone = await second.nextBatch();
  assertEquals([alone.first, alone.count], [4, 1]);
  second.reply(alone);
  void second.replyAlways();
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("An item that runs out of memory in a fresh worker, too, is to blame", async () => {
  using stage = new Stage();
  const done = stage.add(3);
  const first = await stage.starter.nextReady();
  first.reply(await first.nextBatch());
  first.begin(await first.nextBatch());
  first.die("memory");
  const second = await stage.starter.nextReady();
  second.begin(await second.nextBatch());
  second.die("memory");
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.failed, [[1, "memory"]]);
});

Deno.test("A worker that has run items is ended for one that needs a fresh worker", async () => {
  using stage = new Stage();
  let mayStart = true;
  const before = stage.add(1);
  const suspect = stage.add(1, { mayStart: () => mayStart });
  const first = await stage.starter.nextReady();
  first.reply(await first.nextBatch());
  first.begin(await first.nextBatch());
  mayStart = false;
  first.die("memory");
  // While it may not start, the only place goes to a worker for other items.
  const between = stage.add(1);
  const second = await stage.starter.nextReady();
  second.reply(await second.nextBatch());
  await Promise.all([before, between]);
  mayStart = true;
  stage.dispatcher.schedule();
  const fresh = await stage.starter.nextReady();
  assertEquals(second.isTerminated, true);
  fresh.reply(await fresh.nextBatch());
  await suspect;
  assertEquals(stage.failed, []);
});

Deno.test("Where there is a place, an item gets its fresh worker beside the others", async () => {
  using stage = new Stage({ workers: 2 });
  const done = [stage.add(1), stage.add(1)];
  const a = await stage.starter.nextReady();
  const b = await stage.starter.nextReady();
  for (const worker of [a, b]) worker.reply(await worker.nextBatch());
  await Promise.all(done);
  const suspect = stage.add(1);
  const [owner, other] = await Promise.race([
    a.nextBatch().then((batch) => (a.begin(batch), [a, b] as const)),
    b.nextBatch().then((batch) => (b.begin(batch), [b, a] as const)),
  ]);
  owner.die("memory");
  const fresh = await stage.starter.nextReady();
  fresh.reply(await fresh.nextBatch());
  await suspect;
  assertEquals(other.isTerminated, false);
  assertEquals(stage.failed, []);
});
