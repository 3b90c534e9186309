import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../lib/errors.ts";
import type { JobLog } from "../../../lib/sandbox.ts";
import { MemoryWatch } from "../../../lib/sandbox/worker/memory_watch.ts";
import { FakeTicker } from "../../support/fake_ticker.ts";
import { settled } from "../../support/settled.ts";
import { Stage } from "../../support/stage.ts";

const turn = () => settled(Promise.resolve());

Deno.test("An item that overruns its time ends its worker, and alone", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  const done = stage.add(1, { timeout: 300 });
  const worker = await stage.starter.nextReady();
  worker.begin(await worker.nextBatch());
  ticker.pass(300);
  assertEquals(worker.isTerminated, false);
  ticker.pass(10);
  assertEquals(worker.isTerminated, true);
  await done;
  assertEquals(stage.failed, [[0, "timeout"]]);
});

Deno.test("Nobody is timed out for time in which this process was busy", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  const done = stage.add(1, { timeout: 300 });
  const worker = await stage.starter.nextReady();
  const batch = await worker.nextBatch();
  worker.begin(batch);
  ticker.pass(200);
  ticker.stall(600);
  ticker.pass(50);
  worker.reply(batch);
  await done;
  assertEquals(stage.failed, []);
});

Deno.test("What waits behind a slow item goes to somebody else, once", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ workers: 2, ticker });
  stage.hurry();
  const done = [stage.add(1), stage.add(4)];
  const slow = await stage.starter.nextReady();
  const [first, second] = [await slow.nextBatch(), await slow.nextBatch()];
  slow.begin(first);
  ticker.pass(60);
  const quick = await stage.starter.nextReady();
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

Deno.test("A worker is asked for the rest of a batch that takes long", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ workers: 2, ticker });
  stage.hurry();
  const done = stage.add(100);
  const slow = await stage.starter.nextReady();
  const batch = await slow.nextBatch();
  slow.begin(batch, { item: 4 });
  ticker.pass(20);
  assertEquals(slow.askedBack, 0);
  ticker.pass(20);
  assertEquals(slow.askedBack, batch.id);
  const quick = await stage.starter.nextReady();
  void slow.replyAlways();
  void quick.replyAlways();
  slow.reply(batch, 5);
  await done;
  assertEquals(stage.outcomes.size, 100);
});

Deno.test("A worker has time to begin, however short the time of an item is", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  const done = stage.add(1, { timeout: 1 });
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  ticker.pass(5_000);
  assertEquals(thread.isTerminated, false);
  thread.reply(batch);
  await done;
});

Deno.test("A worker that is on a slow item gets no second chunk", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  stage.hurry();
  const done = [stage.add(1)];
  const thread = await stage.starter.nextReady();
  const batch = await thread.nextBatch();
  ticker.pass(5_000);
  done.push(stage.add(1));
  await turn();
  assertEquals(thread.hasBatch, false);
  thread.reply(batch);
  void thread.replyAlways();
  await Promise.all(done);
});

Deno.test("The workers are looked at only while they are busy", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker });
  assertEquals(ticker.isRunning, false);
  const done = stage.add(1);
  assertEquals(ticker.isRunning, true);
  void (await stage.starter.nextReady()).replyAlways();
  await done;
  assertEquals(ticker.isRunning, true);
  ticker.pass(10);
  assertEquals(ticker.isRunning, false);
});

Deno.test("A line is told once of the item it blames, and of one that began since", async () => {
  const ticker = new FakeTicker();
  const lines: string[] = [];
  const onLog = ({ position, text }: JobLog) =>
    void lines.push(`${position} ${text}`);
  using stage = new Stage({ ticker, onLog });
  stage.hurry();
  const done = stage.add(10, { timeout: 100 });
  const first = await stage.starter.nextReady();
  const batch = await first.nextBatch();
  const log = (item: number, text: string) =>
    ({ type: "log", id: batch.id, item, level: "log", text }) as const;
  first.say(log(4, "four"));
  first.say(log(5, "five"));
  first.begin(batch, { item: 5 });
  ticker.pass(100);
  // It goes on between the last look and the end.
  first.begin(batch, { item: 6 });
  first.say(log(6, "six"));
  await turn();
  stage.dispatcher.stop(stage.worker, { kind: "timeout", message: "late" });

  const second = await stage.starter.nextReady();
  const seen = new Set<number>();
  while (stage.outcomes.size < 10) {
    const again = await second.nextBatch();
    for (let item = 0; item < again.count; item++) {
      const position = again.first + item;
      const text = { 4: "four", 6: "six" }[position];
      seen.add(position);
      if (text === undefined) continue;
      second.say({ ...log(item, text), id: again.id });
    }
    second.reply(again);
    await turn();
  }
  await done;
  assertEquals(seen.has(5), false);
  assertEquals(stage.failed, [[5, "timeout"]]);
  assertEquals(lines, ["5 five", "4 four", "6 six"]);
});

Deno.test("The worker on the longest item is ended when the process takes too much", async () => {
  const ticker = new FakeTicker();
  let bytes = 0;
  const memoryWatch = new MemoryWatch({
    workers: 2,
    memory: 2 ** 20,
    measure: () => bytes,
  });
  using stage = new Stage({ workers: 2, ticker, memoryWatch });
  const done = [stage.add(1), stage.add(1)];
  const old = await stage.starter.nextReady();
  old.begin(await old.nextBatch());
  ticker.pass(20);
  const young = await stage.starter.nextReady();
  const batch = await young.nextBatch();
  young.begin(batch);
  ticker.pass(60);
  bytes = 2 ** 30;
  ticker.pass(60);
  assertEquals([old.isTerminated, young.isTerminated], [true, false]);
  bytes = 0;
  young.reply(batch);
  void young.replyAlways();
  await Promise.all(done);
  assertEquals(stage.failed, [[0, "memory"]]);
});

Deno.test("Everything is ended when ending workers frees no memory", async () => {
  const ticker = new FakeTicker();
  let bytes = 0;
  const measure = () => bytes;
  const memoryWatch = new MemoryWatch({ workers: 1, memory: 1, measure });
  using stage = new Stage({ ticker, memoryWatch });
  const done = stage.add(10);
  void (async () => {
    for (;;) {
      const worker = await stage.starter.nextReady();
      worker.begin(await worker.nextBatch());
    }
  })().catch(() => {});
  bytes = 2 ** 40;
  let failure: unknown;
  done.catch((error) => failure = error);
  for (let looks = 0; looks < 2_000 && failure === undefined; looks++) {
    ticker.pass(10);
    await turn();
  }
  assert(failure instanceof SandboxError);
  assertEquals(failure.kind, "memory");
});

Deno.test("A job whose top level loops is told after the time of an item", async () => {
  const ticker = new FakeTicker();
  using stage = new Stage({ ticker, timeout: 500, loadTimeout: 10_000 });
  const done = stage.add(1);
  const thread = await stage.starter.next();
  ticker.pass(5_000);
  assertEquals(thread.isTerminated, false);
  thread.load();
  ticker.pass(1_490);
  assertEquals(thread.isTerminated, false);
  ticker.pass(20);
  assertEquals(thread.isTerminated, true);
  const error = await assertRejects(() => done, SandboxError, "top level");
  assertEquals(error.kind, "load");
});
