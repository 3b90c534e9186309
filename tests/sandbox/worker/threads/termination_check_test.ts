import { plainJob } from "../../../support/plain_job.ts";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Sandbox, SandboxError } from "../../../../lib/mod.ts";
import { TerminationCheck } from "../../../../lib/sandbox/worker/threads/termination_check.ts";
import {
  DirectStarter,
  type Thread,
  type ThreadStarter,
} from "../../../../lib/sandbox/worker/threads/starter.ts";
import { Dispatcher } from "../../../../lib/sandbox/dispatch/dispatcher.ts";
import { resolveLimits } from "../../../../lib/sandbox/limits.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { rangeBatch } from "../../../support/batches.ts";

const MEMORY = 512 * 2 ** 20;

/** Starts real threads, with something wrong about them. */
class FaultyStarter implements ThreadStarter {
  readonly #starter = new DirectStarter(MEMORY);
  readonly #threads: Thread[] = [];
  readonly #fault: (thread: Thread) => Thread;

  constructor(fault: (thread: Thread) => Thread) {
    this.#fault = fault;
  }

  start(...how: Parameters<DirectStarter["start"]>): Thread {
    return this.#keep(this.#starter.start(...how));
  }

  startSpinner(...how: Parameters<DirectStarter["startSpinner"]>): Thread {
    return this.#fault(this.#keep(this.#starter.startSpinner(...how)));
  }

  #keep(thread: Thread): Thread {
    this.#threads.push(thread);
    return thread;
  }

  close(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

/** Starts threads that cannot be ended; what one way proved is not asked again. */
class ImmortalStarter extends FaultyStarter {
  constructor() {
    super((thread) => ({ ...thread, terminate() {} }));
  }
}

/** Starts real threads, and counts those that were ended. */
class CountingStarter extends FaultyStarter {
  static ended = 0;
  static started = 0;

  constructor() {
    super((thread) => {
      CountingStarter.started++;
      return {
        ...thread,
        terminate() {
          CountingStarter.ended++;
          thread.terminate();
        },
      };
    });
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

Deno.test("TerminationCheck begins at once when a worker had to be ended", async () => {
  const ended = Promise.withResolvers<void>();
  const starter = new ImmortalStarter();
  const onFailure = () => ended.resolve();
  const test = new TerminationCheck({ starter, onFailure, delay: 2 ** 30 });
  test.begin();
  await ended.promise;
  starter.close();
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

Deno.test("TerminationCheck names a good version where a loop goes on after its end", async () => {
  const failed = Promise.withResolvers<string>();
  const starter = new ImmortalStarter();
  const onFailure = failed.resolve;
  new TerminationCheck({ starter, onFailure, delay: 0 }).idle();
  assertMatch(await failed.promise, /went on after it was ended.*2\.9\.6$/);
  starter.close();
});

Deno.test("TerminationCheck that is stopped says nothing any more", async () => {
  const failures: string[] = [];
  const onFailure = (why: string) => void failures.push(why);
  const starter = new ImmortalStarter();
  const check = new TerminationCheck({ starter, onFailure, delay: 0 });
  check.begin();
  check.stop();
  check.begin();
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(failures, []);
});

Deno.test("Dispatcher refuses to go on where a loop cannot be ended", async () => {
  const starter = new ImmortalStarter();
  const dispatcher = new Dispatcher({
    ...resolveLimits({ workers: 1 }),
    starter,
    loadTimeout: 10_000,
  });
  dispatcher.fleet.setJob(plainJob("() => () => new Promise(() => {})"));
  const add = (first: number, timeout: number) =>
    dispatcher.submit(rangeBatch({ first, count: 1 }), {
      input: "range",
      output: "outcomes",
      onResult() {},
      timeout,
    }).done;
  // A worker has to be ended for the first: time to know whether that is possible.
  await add(1, 50);
  const error = await assertRejects(() => add(2, 60_000), SandboxError);
  assertEquals(error.kind, "unsafe");
});

Deno.test("Sandbox that is closed before its self-test leaves nothing behind", async () => {
  const sandbox = new Sandbox("(n) => n", { unprivileged: true, workers: 1 });
  assertEquals(await sandbox.run(1), 1);
  sandbox.close();
});
