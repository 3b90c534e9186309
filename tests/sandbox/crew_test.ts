import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../lib/errors.ts";
import { BatchRun } from "../../lib/sandbox/batch_run.ts";
import { Crew, type CrewOptions } from "../../lib/sandbox/crew.ts";
import { resolveLimits } from "../../lib/sandbox/limits.ts";
import type { Segment } from "../../lib/sandbox/segment.ts";
import { FakeStarter } from "../support/fake_threads.ts";
import { settled } from "../support/settled.ts";

const NO_TIMEOUT = 60_000;

/** A crew of workers that do what the test says. */
class Stage implements Disposable {
  readonly starter = new FakeStarter();
  readonly crew: Crew;
  /** What became of each item: its position, or why it failed. */
  readonly outcomes = new Map<number, string>();
  #tickets = 0;
  #items = 0;

  constructor(options: Partial<CrewOptions> = {}) {
    const { grants, memory, resultLimit } = resolveLimits({});
    this.crew = new Crew({
      starter: this.starter,
      factory: "",
      grants,
      memory,
      resultLimit,
      onLog: undefined,
      workers: 1,
      loadTimeout: NO_TIMEOUT,
      ...options,
    });
  }

  /** Adds a batch of `count` items; resolves when all have outcomes. */
  add(
    count: number,
    { timeout = NO_TIMEOUT, retries = 0, mayStart = (): boolean => true } = {},
  ): Promise<void> {
    const batch = { first: this.#items, count, bytes: null, from: 0 };
    this.#items += count;
    const run = new BatchRun(batch, ++this.#tickets, {
      input: "range",
      output: "ndjson",
      onSegment: (segment) => this.#note(segment),
      timeout,
      retries,
      mayStart,
    });
    this.crew.add(run, { run, batch, attempt: 0, alone: false });
    return run.done;
  }

  /** Makes the crew believe that items are quick, so that batches are large. */
  hurry(): void {
    for (let n = 0; n < 10; n++) this.crew.pace.learn(1000, 1);
  }

  #note({ batch, failures }: Segment): void {
    for (let item = 0; item < batch.count; item++) {
      const position = batch.first + item;
      assert(!this.outcomes.has(position), `two outcomes of item ${position}`);
      this.outcomes.set(position, "ok");
    }
    for (const { position, kind } of failures) {
      this.outcomes.set(position, kind);
    }
  }

  /** Positions of the items that failed, with why. */
  get failed(): [number, string][] {
    return [...this.outcomes].filter(([, what]) => what !== "ok")
      .sort(([a], [b]) => a - b);
  }

  [Symbol.dispose](): void {
    this.crew.close(new Error("the test is over"));
  }
}

Deno.test("Crew starts one worker for one batch, and gives it all there is", async () => {
  using stage = new Stage({ workers: 4 });
  stage.hurry();
  const done = stage.add(10);
  const worker = await stage.starter.nextReady();
  worker.reply(await worker.nextBatch());
  await done;
  assertEquals(stage.outcomes.size, 10);
  assertEquals(stage.starter.threads.length, 1);
});

Deno.test("Crew begins with single items as long as it knows nothing of the job", async () => {
  using stage = new Stage();
  const done = stage.add(3);
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  assertEquals(batch.count, 1);
  worker.reply(batch);
  void worker.replyAlways();
  await done;
});

Deno.test("Crew starts a worker again that died before the job was loaded", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  (await stage.starter.next()).die();
  (await stage.starter.next()).die();
  const worker = await stage.starter.nextReady();
  worker.reply(await worker.nextBatch());
  await done;
  assertEquals(stage.crew.replaced, 2);
});

Deno.test("Crew.load() is not lost when the first worker dies", async () => {
  using stage = new Stage();
  const loaded = stage.crew.load();
  (await stage.starter.next()).die();
  await stage.starter.nextReady();
  await loaded;
});

Deno.test("Crew gives up when no worker lives long enough to load the job", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  void (async () => {
    for (;;) (await stage.starter.next()).die();
  })();
  const error = await assertRejects(() => done, SandboxError, "fake crash");
  assertEquals(error.kind, "crew");
  assertEquals(stage.starter.threads.length, 6);
});

Deno.test("Crew does not start a job again that used up the memory while it was loaded", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  (await stage.starter.next()).die("memory");
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "load");
});

Deno.test("Crew does not start a job again that takes too long to load", async () => {
  using stage = new Stage({ loadTimeout: 30 });
  const done = stage.add(1);
  const worker = await stage.starter.next();
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "load");
  assertEquals(worker.isTerminated, true);
});

Deno.test("Crew that has a worker goes on when another does not start", async () => {
  using stage = new Stage({ workers: 2 });
  const done = [stage.add(1), stage.add(1)];
  const first = await stage.starter.nextReady();
  const second = await stage.starter.next();
  second.die();
  void first.replyAlways();
  await Promise.all(done);
});

const eachDeath = Deno.test.each<["memory" | "crash"]>([["memory"], ["crash"]]);

eachDeath(
  "Crew blames a %s on the item that its worker was on",
  async (kind) => {
    using stage = new Stage();
    stage.hurry();
    const done = stage.add(10);
    const worker = await stage.starter.nextReady();
    worker.begin(await worker.nextBatch(), { item: 3 });
    worker.die(kind);
    void (await stage.starter.nextReady()).replyAlways();
    await done;
    assertEquals(stage.failed, [[3, kind]]);
    assertEquals(stage.outcomes.size, 10);
  },
);

Deno.test("Crew runs items one by one when it cannot know which one ended a worker", async () => {
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
  // What nobody had begun is above suspicion.
  assertEquals(sizes, [1, 1, 2]);
});

Deno.test("Crew runs items one by one when a worker died after the last of a batch", async () => {
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

Deno.test("Crew blames nobody when a worker died before it began a batch", async () => {
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

Deno.test("Crew ends a worker that does not begin its batch, and blames nobody", async () => {
  using stage = new Stage({ loadTimeout: 50 });
  const done = stage.add(1, { timeout: 1 });
  const worker = await stage.starter.nextReady();
  await worker.nextBatch();
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(worker.isTerminated, true);
  assertEquals(stage.failed, []);
});

Deno.test("Crew gives up when no worker begins anything", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  void (async () => {
    for (;;) {
      const worker = await stage.starter.nextReady();
      await worker.nextBatch();
      worker.die();
    }
  })();
  const error = await assertRejects(() => done, SandboxError);
  assertEquals(error.kind, "crew");
});

Deno.test("Crew gives up on a job that ends every worker before one item is finished", async () => {
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
  assertEquals(error.kind, "crew");
  assertEquals(stage.failed.length, 101);
});

Deno.test("Crew never gives up on a job that has finished an item", async () => {
  using stage = new Stage();
  const done = stage.add(151);
  const first = await stage.starter.nextReady();
  first.reply(await first.nextBatch());
  stage.crew.pace.learn(1, 1000);
  first.begin(await first.nextBatch());
  first.die("memory");
  for (let n = 1; n < 150; n++) {
    const worker = await stage.starter.nextReady();
    const batch = await worker.nextBatch();
    worker.begin(batch);
    if (stage.failed.length < 149) worker.die("memory");
    else void worker.reply(batch);
  }
  await done;
  assertEquals(stage.outcomes.size, 151);
});

Deno.test("Crew blames the item it saw, not one that has begun since", async () => {
  using stage = new Stage();
  stage.hurry();
  const done = stage.add(10);
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  const [worker] = stage.crew.workers;
  assert(worker !== undefined);
  thread.begin(batch, { item: 5 });
  worker.observe(performance.now());
  thread.begin(batch, { item: 6 });
  stage.crew.stop(worker, { kind: "timeout", message: "too late" });
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(stage.failed, [[5, "timeout"]]);
});

Deno.test("Crew is not misled by an item that no batch has", async () => {
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

Deno.test("Crew times nobody out for time in which this process was busy", async () => {
  using stage = new Stage();
  const done = stage.add(1, { timeout: 300 });
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  worker.begin(batch);
  await settled(Promise.resolve());
  worker.reply(batch);
  const start = performance.now();
  while (performance.now() - start < 600);
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("Crew gives what waits behind a slow item to somebody else, once", async () => {
  using stage = new Stage({ workers: 2 });
  stage.hurry();
  const done = [stage.add(1), stage.add(1)];
  const slow = await stage.starter.nextReady();
  const quick = await stage.starter.next();
  const [first, second] = [await slow.nextBatch(), await slow.nextBatch()];
  slow.begin(first);
  quick.say({ type: "ready" });
  const taken = await quick.nextBatch();
  assertEquals(taken.first, second.first);
  quick.reply(taken);
  await done[1];

  // The slow worker runs it as well, and nobody listens.
  slow.reply(first);
  slow.reply(second);
  await done[0];
  const third = stage.add(1);
  void slow.replyAlways();
  void quick.replyAlways();
  await third;
  assertEquals([...stage.outcomes.values()], ["ok", "ok", "ok"]);
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

Deno.test("Crew does not let a run that may not start hold up another", async () => {
  using stage = new Stage();
  let isOpen = false;
  const blocked = stage.add(1, { mayStart: () => isOpen });
  const free = stage.add(1);
  const worker = await stage.starter.nextReady();
  void worker.replyAlways();
  await free;
  assertEquals(await settled(blocked), false);
  isOpen = true;
  stage.crew.schedule();
  await blocked;
});

Deno.test("Crew starts no worker for a run that may not start", async () => {
  using stage = new Stage();
  void stage.add(1, { mayStart: () => false }).catch(() => {});
  assertEquals(await settled(Promise.resolve()), true);
  assertEquals(stage.starter.threads.length, 0);
});

Deno.test("Crew ends a worker whose guest is silent and does nothing", async () => {
  using stage = new Stage();
  const done = stage.add(1);
  const worker = await stage.starter.nextReady();
  worker.heapUsed = undefined;
  worker.begin(await worker.nextBatch());
  await done;
  assertEquals(stage.failed, [[0, "memory"]]);
});

Deno.test("Crew.close() rejects runs that wait and runs that run", async () => {
  const stage = new Stage();
  const runs = [stage.add(1), stage.add(1)];
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch());
  stage.crew.close(new Error("over"));
  for (const run of [...runs, stage.add(1)]) {
    await assertRejects(() => run, Error, "over");
  }
  assertEquals(worker.isTerminated, true);
  assertEquals(stage.crew.queue.size, 0);
});
