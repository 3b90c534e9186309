import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Sandbox, SandboxError } from "../../../../lib/mod.ts";
import { TerminationCheck } from "../../../../lib/sandbox/worker/threads/termination_check.ts";
import {
  DirectStarter,
  type Thread,
  type ThreadSetup,
  type ThreadStarter,
} from "../../../../lib/sandbox/worker/threads/starter.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { FakeStarter } from "../../../support/fake_threads.ts";
import { FakeTicker } from "../../../support/fake_ticker.ts";
import { Stage } from "../../../support/stage.ts";

const MEMORY = 512 * 2 ** 20;

/** Starts real threads, and counts those that were ended. */
class CountingStarter implements ThreadStarter {
  static ended = 0;
  static started = 0;
  readonly #starter = new DirectStarter(MEMORY);

  start(...how: Parameters<DirectStarter["start"]>): Thread {
    return this.#starter.start(...how);
  }

  startSpinner(...how: Parameters<DirectStarter["startSpinner"]>): Thread {
    CountingStarter.started++;
    const thread = this.#starter.startSpinner(...how);
    return {
      ...thread,
      terminate() {
        CountingStarter.ended++;
        thread.terminate();
      },
    };
  }

  close(): void {}
}

/** Starts loops that count on in spite of their end; for a test that fakes the timers. */
class ImmortalStarter extends FakeStarter {
  started = 0;

  startSpinner({ control }: ThreadSetup): Thread {
    this.started++;
    const counter = new Int32Array(control);
    const spin = () => {
      counter[0] = 1 + (counter[0] ?? 0);
      setTimeout(spin, 5);
    };
    spin();
    return { terminate() {}, cpuTime: () => Promise.resolve(0) };
  }
}

Deno.test("TerminationCheck passes where a loop can be ended, and asks that way only once", async () => {
  for (let round = 0; round < 2; round++) {
    const passed = Promise.withResolvers<void>();
    const check = new TerminationCheck({
      starter: new CountingStarter(),
      onPass: passed.resolve,
      onFailure: (why) => passed.reject(new Error(why)),
      delay: 0,
    });
    check.idle();
    await passed.promise;
    assertEquals(CountingStarter.started, 1);
    assertEquals(CountingStarter.ended, 1);
  }
});

Deno.test("TerminationCheck begins at once when a worker had to be ended", () => {
  using _clock = new FakeClock();
  const starter = new ImmortalStarter();
  const test = new TerminationCheck({
    starter,
    onFailure: unexpected,
    delay: 2 ** 30,
  });
  test.begin();
  assertEquals(starter.started, 1);
  test.stop();
});

/** Says when it would start a thread, and starts none. */
class IdleStarter implements ThreadStarter {
  started = 0;

  start(): Thread {
    this.started++;
    return { terminate() {}, cpuTime: () => Promise.resolve(0) };
  }

  startSpinner(): Thread {
    return this.start();
  }

  close(): void {}
}

const unexpected = (why: string) => {
  throw new Error(why);
};

Deno.test("TerminationCheck waits for an idle moment when it is due, and no work waits for it", () => {
  using clock = new FakeClock();
  const starter = new IdleStarter();
  const test = new TerminationCheck({
    starter,
    onFailure: unexpected,
    delay: 5000,
  });
  test.idle();
  clock.pass(4999);
  test.idle();
  clock.pass(1);
  test.look();
  assertEquals(starter.started, 0);
  assertEquals(clock.pending, 0);
  test.idle();
  clock.pass(10_000);
  assertEquals(starter.started, 1);
  test.stop();
  assertEquals(clock.pending, 0);
});

Deno.test("TerminationCheck begins without an idle moment when there is none for as long again", () => {
  using clock = new FakeClock();
  const starter = new IdleStarter();
  const test = new TerminationCheck({
    starter,
    onFailure: unexpected,
    delay: 5000,
  });
  clock.pass(9999);
  test.look();
  assertEquals(starter.started, 0);
  clock.pass(1);
  test.look();
  assertEquals(starter.started, 1);
  test.stop();
});

/** Longer than a check takes that fails, in milliseconds. */
const WHOLE_CHECK = 3_000;

Deno.test("TerminationCheck names a good version where a loop goes on after its end", () => {
  using clock = new FakeClock();
  const failures: string[] = [];
  const starter = new ImmortalStarter();
  const onFailure = (why: string) => void failures.push(why);
  new TerminationCheck({ starter, onFailure, delay: 0 }).idle();
  clock.pass(WHOLE_CHECK);
  assertEquals(failures.length, 1);
  assertMatch(failures[0] ?? "", /went on after it was ended.*2\.9\.6$/);
});

Deno.test("TerminationCheck that is stopped says nothing any more", () => {
  using clock = new FakeClock();
  const failures: string[] = [];
  const onFailure = (why: string) => void failures.push(why);
  const starter = new ImmortalStarter();
  const check = new TerminationCheck({ starter, onFailure, delay: 0 });
  check.begin();
  check.stop();
  check.begin();
  clock.pass(WHOLE_CHECK);
  assertEquals(failures, []);
});

Deno.test("Dispatcher refuses to go on where a loop cannot be ended", async () => {
  using clock = new FakeClock();
  const ticker = new FakeTicker();
  const starter = new ImmortalStarter();
  using stage = new Stage({ starter, ticker });
  const ended = stage.add(1, { timeout: 50 });
  const worker = await starter.nextReady();
  worker.begin(await worker.nextBatch());
  // The worker has to be ended: time to know whether that is possible.
  ticker.pass(100);
  await ended;
  const late = stage.add(1);
  clock.pass(WHOLE_CHECK);
  const error = await assertRejects(() => late, SandboxError);
  assertEquals(error.kind, "unsafe");
});

Deno.test("Sandbox that is closed before its self-test leaves nothing behind", async () => {
  const sandbox = new Sandbox("(n) => n", { unprivileged: true, workers: 1 });
  assertEquals(await sandbox.run(1), 1);
  sandbox.close();
});
