import { assertEquals } from "@std/assert";
import type { Chunk } from "../../../lib/sandbox/chunk.ts";
import { resolveLimits } from "../../../lib/sandbox/limits.ts";
import { GuestThread } from "../../../lib/sandbox/worker/guest_port.ts";
import {
  GuestWorker,
  type WorkerListener,
} from "../../../lib/sandbox/worker/worker.ts";
import { rangeBatch } from "../../support/batches.ts";
import { chunkOf, submissionOf } from "../../support/chunks.ts";
import { FakeStarter, type FakeThread } from "../../support/fake_threads.ts";

/** A worker on a fake guest, and what its listener is told. */
class WorkerStage implements WorkerListener, Disposable {
  readonly worker: GuestWorker;
  readonly guest: FakeThread;
  now = 100;
  #told: string[] = [];
  #more = Promise.withResolvers<void>();

  constructor() {
    const starter = new FakeStarter();
    const thread = new GuestThread(starter, resolveLimits({}));
    const setup = { memory: 2 ** 26, onLog: undefined, now: () => this.now };
    this.worker = new GuestWorker(thread, setup, this);
    this.worker.listen();
    this.guest = starter.threads[0] as FakeThread;
  }

  /** Gives the worker a chunk of integers. */
  send(first: number, count: number): Chunk {
    const batch = rangeBatch({ first, count });
    const chunk = chunkOf(submissionOf(count), { batch });
    this.worker.send(chunk);
    return chunk;
  }

  /** Resolves to what it told last, once it has told something more. */
  async told(): Promise<string> {
    while (this.#told.length === 0) await this.#more.promise;
    return this.#told.shift() ?? "";
  }

  #tell(what: string): void {
    this.#told.push(what);
    this.#more.resolve();
    this.#more = Promise.withResolvers<void>();
  }

  onReady = () => this.#tell("ready");
  onUnusable = (_: unknown, { kind }: { kind: string }) => this.#tell(kind);
  onReply = ({ batch }: Chunk) => this.#tell(`reply ${batch.first}`);
  onLoss = ({ batch }: Chunk) => this.#tell(`loss ${batch.first}`);
  onDeath = () => this.#tell(`death at ${this.worker.seenItem}`);

  [Symbol.dispose](): void {
    this.worker.kill();
  }
}

Deno.test("Chunks are answered in their order, and a worker has run once one is", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 2);
  stage.send(2, 3);
  assertEquals([worker.depth, worker.waiting, worker.hasRun], [2, 3, false]);
  guest.reply(await guest.nextBatch());
  assertEquals(await stage.told(), "reply 0");
  assertEquals([worker.depth, worker.hasRun], [1, true]);
  guest.reply(await guest.nextBatch());
  assertEquals(await stage.told(), "reply 2");
});

Deno.test("A reply that fits no batch it holds is passed over", async () => {
  using stage = new WorkerStage();
  const { guest } = stage;
  stage.send(0, 1);
  const batch = await guest.nextBatch();
  guest.reply({ ...batch, id: batch.id + 1 });
  guest.reply(batch, 2);
  guest.reply(batch);
  assertEquals(await stage.told(), "reply 0");
  assertEquals(stage.worker.depth, 0);
});

Deno.test("Progress is a look at another item, and nothing else", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 3);
  const batch = await guest.nextBatch();
  worker.observe(110);
  assertEquals([worker.seenItem, worker.lastProgress], [undefined, 100]);
  guest.begin(batch, { item: 1 });
  worker.observe(120);
  worker.observe(130);
  assertEquals([worker.seenItem, worker.lastProgress], [1, 120]);
  guest.begin(batch, { item: 1_000_000 });
  worker.observe(140);
  assertEquals(worker.seenItem, 3);
  guest.begin(batch, { item: -7 });
  worker.observe(150);
  assertEquals(worker.seenItem, 0);
});

Deno.test("That it begins to load the job is progress, once", () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  worker.observe(110);
  assertEquals([worker.isLoading, worker.lastProgress], [false, 100]);
  guest.load();
  worker.observe(120);
  worker.observe(130);
  assertEquals([worker.isLoading, worker.lastProgress], [true, 120]);
});

Deno.test("The clock of a batch begins when its worker has no other before it", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 1);
  stage.send(1, 1);
  stage.now = 200;
  guest.reply(await guest.nextBatch());
  await stage.told();
  assertEquals(worker.batchStart, 200);
  stage.now = 300;
  guest.reply(await guest.nextBatch());
  await stage.told();
  assertEquals(worker.batchStart, 200);
});

Deno.test("The rest of a batch goes elsewhere, and its worker is asked to hand it back", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 4);
  const batch = await guest.nextBatch();
  assertEquals(worker.takeRest(), undefined);
  guest.begin(batch, { item: 1 });
  worker.observe(110);
  const rest = worker.takeRest();
  assertEquals([rest?.batch.first, rest?.batch.count], [2, 2]);
  assertEquals(guest.askedBack, batch.id);
  guest.reply(batch, 2);
  assertEquals(await stage.told(), "reply 0");
});

Deno.test("A worker that had gone on into its rest has done all of it in vain", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 4);
  const batch = await guest.nextBatch();
  guest.begin(batch);
  worker.observe(110);
  worker.takeRest();
  guest.reply(batch, 3);
  assertEquals(await stage.told(), "loss 0");
});

Deno.test("What was taken back behind the oldest batch is no reply, but makes it ready", async () => {
  using stage = new WorkerStage();
  const { worker, guest } = stage;
  stage.send(0, 1);
  const behind = stage.send(1, 1);
  assertEquals(worker.takeBack(), [behind]);
  for (const expected of ["reply 0", "ready"]) {
    guest.reply(await guest.nextBatch());
    assertEquals(await stage.told(), expected);
  }
});

Deno.test("A job that cannot be loaded is told from a machine that is not safe", async () => {
  using stage = new WorkerStage();
  stage.guest.say({ type: "unusable", message: "no", frames: [] });
  assertEquals(await stage.told(), "load");
  stage.guest.say({ type: "unsafe", message: "no" });
  assertEquals(await stage.told(), "unsafe");
  stage.guest.say({ type: "ready" });
  assertEquals([await stage.told(), stage.worker.isReady], ["ready", true]);
});

Deno.test("The item that it died on is looked at a last time", async () => {
  using stage = new WorkerStage();
  const { guest, worker } = stage;
  stage.send(0, 3);
  guest.begin(await guest.nextBatch(), { item: 2 });
  guest.die();
  assertEquals(await stage.told(), "death at 2");
  assertEquals(worker.held.length, 1);
});
