import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../lib/errors.ts";
import {
  Fleet,
  type FleetListener,
  type FleetOptions,
} from "../../../lib/sandbox/dispatch/fleet.ts";
import { resolveLimits } from "../../../lib/sandbox/limits.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";
import { FakeStarter } from "../../support/fake_threads.ts";
import { plainJob } from "../../support/plain_job.ts";
import { settled } from "../../support/settled.ts";

checkInvariantsInAllTests();

/** A fleet of fake workers, and all that its user was told. */
class FleetStage implements FleetListener, Disposable {
  readonly told: string[] = [];
  readonly starter = new FakeStarter();
  readonly fleet: Fleet;
  /** Rejects with the first reason why nothing can be run. */
  readonly failed = Promise.withResolvers<never>();

  constructor(options: Partial<FleetOptions> = {}) {
    const { realm, memory, resultLimit } = resolveLimits({});
    this.failed.promise.catch(() => {});
    this.fleet = new Fleet({
      ...{ starter: this.starter, realm, memory, resultLimit },
      ...{ onLog: undefined, workers: 2, ...options },
    }, this);
    this.fleet.setJob(plainJob(""));
  }

  onFree = () => void this.told.push("free");
  onReply = () => void this.told.push("reply");
  onLoss = () => void this.told.push("loss");
  onEnd = (_: unknown, { kind }: { kind: string }) =>
    void this.told.push(`end ${kind}`);
  onStart = () => void this.told.push("start");
  onFailure = (reason: unknown) => this.failed.reject(reason);

  [Symbol.dispose](): void {
    this.fleet.close(new Error("the test is over"));
  }
}

Deno.test("There are never more workers than there may be", () => {
  using stage = new FleetStage();
  for (let n = 0; n < 3; n++) stage.fleet.start();
  assertEquals(stage.starter.threads.length, 2);
  assertEquals(stage.told, ["start", "start"]);
  assert(!stage.fleet.hasPlace && stage.fleet.isIdle);
});

Deno.test("The first worker that has loaded the job settles the loading, once", async () => {
  using stage = new FleetStage();
  stage.fleet.start();
  assert(!await settled(stage.fleet.loaded) && !stage.fleet.isLoaded);
  await stage.starter.nextReady();
  await stage.fleet.loaded;
  assert(stage.fleet.isLoaded);
});

Deno.test("A worker that is not needed any more is ended, and makes room", () => {
  using stage = new FleetStage({ workers: 1 });
  stage.fleet.start();
  const [worker] = stage.fleet.workers;
  assert(worker !== undefined);
  stage.fleet.retire(worker);
  stage.fleet.retire(worker);
  assertEquals(stage.fleet.replaced, 1);
  assert(stage.fleet.hasPlace && stage.starter.threads[0]?.isTerminated);
});

Deno.test("A worker that had loaded the job tells how it ended, and counts as replaced", async () => {
  using stage = new FleetStage();
  stage.fleet.start();
  const thread = await stage.starter.nextReady();
  await stage.fleet.loaded;
  thread.die("memory");
  assertEquals(stage.told.slice(-1), ["end memory"]);
  assertEquals([stage.fleet.replaced, stage.fleet.workers.size], [1, 0]);
});

Deno.test("A worker that crashed while it loaded is tried again, not at once", async () => {
  using stage = new FleetStage();
  stage.fleet.start();
  (await stage.starter.next()).die();
  assert(stage.fleet.backoff.isWaiting);
  stage.fleet.start();
  assertEquals(stage.starter.threads.length, 1);
});

Deno.test("A job that uses up the memory while it loads is not loaded again", async () => {
  using stage = new FleetStage();
  stage.fleet.start();
  (await stage.starter.next()).die("memory");
  const error = await assertRejects(() => stage.failed.promise, SandboxError);
  assertEquals(error.kind, "load");
});

Deno.test("A job that cannot be loaded says why, and where if that is in its own text", async () => {
  const job = plainJob("");
  const place = { line: 3, column: 7, name: undefined };
  using stage = new FleetStage();
  stage.fleet.setJob({ ...job, trace: () => [place as never] });
  stage.fleet.start();
  const thread = await stage.starter.next();
  thread.say({ type: "unusable", message: "no", frames: [] });
  const error = await assertRejects(() => stage.failed.promise, SandboxError);
  assertEquals([error.kind, error.line, error.column], ["load", 3, 7]);
});

Deno.test("Only the innermost place is told, unless all are asked for", () => {
  const { realm } = resolveLimits({});
  const places = [{ line: 1 }, { line: 2 }] as never[];
  for (const trace of [false, true]) {
    using stage = new FleetStage({ realm: { ...realm, trace } });
    stage.fleet.setJob({ ...plainJob(""), trace: () => places });
    assertEquals(stage.fleet.trace([]).length, trace ? 2 : 1);
  }
});

Deno.test("Once closed, a fleet has no worker, and starts none", async () => {
  const stage = new FleetStage();
  stage.fleet.start();
  stage.fleet.close(new Error("closed"));
  stage.fleet.start();
  assertEquals(stage.fleet.workers.size, 0);
  assertEquals(stage.starter.threads.map((t) => t.isTerminated), [true]);
  await assertRejects(() => stage.fleet.loaded, Error, "closed");
});
