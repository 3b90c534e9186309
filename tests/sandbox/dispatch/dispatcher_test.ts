import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../lib/errors.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { settled } from "../../support/settled.ts";
import { Stage } from "../../support/stage.ts";

/** Longer than a dispatcher rests before it starts a worker again, in milliseconds. */
const LONGEST_REST = 5_000;

/** Long enough for some looks at the workers. */
async function turns(): Promise<void> {
  for (let n = 0; n < 30; n++) await settled(Promise.resolve());
}

Deno.test("Dispatcher starts one worker for one batch, and gives it all there is", async () => {
  using stage = new Stage({ workers: 4 });
  stage.hurry();
  const done = stage.add(10);
  assertEquals(stage.starter.threads.length, 1);
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  assertEquals(batch.count, 10);
  worker.reply(batch);
  await done;
  assertEquals(stage.outcomes.size, 10);
});

Deno.test("Dispatcher begins with single items as long as it knows nothing of the job", async () => {
  using stage = new Stage();
  const done = stage.add(3);
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  assertEquals(batch.count, 1);
  worker.reply(batch);
  void worker.replyAlways();
  await done;
});

Deno.test("Dispatcher gives a worker enough to do before it starts another, which takes time", async () => {
  using stage = new Stage({ workers: 2 });
  stage.hurry();
  const done = stage.add(200_000);
  const first = await stage.starter.nextReady();
  const second = await stage.starter.next();
  assert(stage.worker.depth > 2, `it holds ${stage.worker.depth}`);
  void first.replyAlways();
  void second.replyAlways();
  second.say({ type: "ready" });
  await done;
});

Deno.test("Dispatcher starts a worker again that died before the job was loaded", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  (await stage.starter.next()).die();
  (await stage.starter.next()).die();
  const worker = await stage.starter.nextReady();
  worker.reply(await worker.nextBatch());
  await done;
  assertEquals(stage.dispatcher.fleet.replaced, 2);
});

Deno.test("Dispatcher.load() is not lost when the first worker dies", async () => {
  using stage = new Stage();
  const loaded = stage.dispatcher.load();
  (await stage.starter.next()).die();
  await stage.starter.nextReady();
  await loaded;
});

Deno.test("Dispatcher gives up when no worker lives long enough to load the job", async () => {
  using clock = new FakeClock();
  using stage = new Stage();
  const done = stage.add(1);
  void (async () => {
    for (;;) {
      (await stage.starter.next()).die();
      clock.pass(LONGEST_REST);
    }
  })();
  const error = await assertRejects(() => done, SandboxError, "fake crash");
  assertEquals(error.kind, "workers");
  assertEquals(stage.starter.threads.length, 6);
});

Deno.test("Dispatcher does not start a job again that used up the memory while it was loaded", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  (await stage.starter.next()).die("memory");
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "load");
});

Deno.test("Dispatcher does not start a job again that takes too long to load", async () => {
  using stage = new Stage({ loadTimeout: 30 });
  const done = stage.add(1);
  const worker = await stage.starter.next();
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "load");
  assertEquals(worker.isTerminated, true);
});

Deno.test("Dispatcher that has a worker goes on when another does not start", async () => {
  using stage = new Stage({ workers: 2 });
  const done = [stage.add(1), stage.add(1)];
  const first = await stage.starter.nextReady();
  const second = await stage.starter.next();
  second.die();
  void first.replyAlways();
  await Promise.all(done);
});

Deno.test("Dispatcher gives up when no worker begins anything", async () => {
  using clock = new FakeClock();
  using stage = new Stage();
  const done = stage.add(1);
  void (async () => {
    for (;;) {
      const worker = await stage.starter.nextReady();
      await worker.nextBatch();
      worker.die();
      clock.pass(LONGEST_REST);
    }
  })();
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "workers");
});

Deno.test("Dispatcher gives up on a job that ends every worker before one item is finished", async () => {
  using stage = new Stage();
  const done = stage.add(1000);
  void (async () => {
    for (;;) {
      const worker = await stage.starter.nextReady();
      worker.begin(await worker.nextBatch());
      worker.die("memory");
    }
  })();
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "workers");
  assertEquals(stage.failed.length, 101);
});

Deno.test("Dispatcher never gives up on a job that has finished an item", async () => {
  using stage = new Stage();
  const done = stage.add(151);
  const first = await stage.starter.nextReady();
  first.reply(await first.nextBatch());
  stage.dispatcher.sizer.learn(1, 1000);
  first.begin(await first.nextBatch());
  first.die("crash");
  for (let n = 1; n < 150; n++) {
    const worker = await stage.starter.nextReady();
    const batch = await worker.nextBatch();
    worker.begin(batch);
    if (stage.failed.length < 149) worker.die("crash");
    else void worker.reply(batch);
  }
  await done;
  assertEquals(stage.outcomes.size, 151);
});

Deno.test("Dispatcher does not let a run that may not start hold up another", async () => {
  using stage = new Stage();
  let isOpen = false;
  const blocked = stage.add(1, { mayStart: () => isOpen });
  const free = stage.add(1);
  const worker = await stage.starter.nextReady();
  void worker.replyAlways();
  await free;
  assertEquals(await settled(blocked), false);
  isOpen = true;
  stage.dispatcher.schedule();
  await blocked;
});

Deno.test("Dispatcher starts no worker for a run that may not start", async () => {
  using stage = new Stage();
  void stage.add(1, { mayStart: () => false }).catch(() => {});
  assertEquals(await settled(Promise.resolve()), true);
  assertEquals(stage.starter.threads.length, 0);
});

Deno.test("Dispatcher.close() rejects runs that wait and runs that run", async () => {
  const stage = new Stage();
  const runs = [stage.add(1), stage.add(1)];
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch());
  stage.dispatcher.close(new Error("over"));
  for (const run of [...runs, stage.add(1)]) {
    await assertRejects(() => run, Error, "over");
  }
  assertEquals(worker.isTerminated, true);
  assertEquals(stage.dispatcher.waiting, 0);
});

Deno.test("Dispatcher rests before it starts a worker again that did not live", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  (await stage.starter.next()).die();
  stage.dispatcher.schedule();
  stage.dispatcher.grow();
  assertEquals(stage.starter.threads.length, 1);
  void (await stage.starter.nextReady()).replyAlways();
  await done;
});

Deno.test("Dispatcher does not run again what was handed back of a run that is over", async () => {
  using stage = new Stage();
  stage.hurry();
  const controller = new AbortController();
  const { signal } = controller;
  const done = stage.add(10, { signal });
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  controller.abort(new Error("enough"));
  await assertRejects(() => done, Error, "enough");
  thread.reply(batch, 3);
  await turns();
  assertEquals(thread.hasBatch, false);
  assertEquals(stage.dispatcher.waiting, 0);
  assertEquals(stage.outcomes.size, 0);
});
