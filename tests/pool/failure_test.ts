import { assert, assertEquals, assertRejects } from "@std/assert";
import { TimeoutError } from "../../lib/errors.ts";
import { Pool } from "../../lib/pool.ts";
import { settled } from "../support/settled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";
import { unhandledWhile } from "../support/unhandled.ts";
import { aborted } from "./support/aborted.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const turn = () => settled(Promise.resolve());

eachCapacity(
  "Pool(%i).join() throws the first failure of a task, and nothing runs after it",
  async (capacity) => {
    const log: string[] = [];
    await using pool = new Pool<number>({ capacity });
    pool.produce(async (send) => {
      try {
        for (const n of range(100)) await send(n);
      } finally {
        await turn();
        log.push("producer ended");
      }
    });
    pool.consume(async (n, { signal }) => {
      if (n === 3) throw new Error("three");
      await aborted(signal);
      await turn();
      log.push("task ended");
      throw new Error("later");
    }, { consumers: 4 });
    await assertRejects(() => pool.join(), Error, "three");
    assertEquals(log.filter((line) => line === "producer ended").length, 1);
    assertEquals(log.filter((line) => line === "task ended").length, 3);
    const { length } = log;
    await turn();
    assertEquals(log.length, length);
  },
);

eachCapacity(
  "Pool(%i) starts no task once a task has failed",
  async (capacity) => {
    const started: number[] = [];
    await using pool = new Pool<number>({ capacity });
    pool.produce(range(50));
    pool.consume((n) => {
      started.push(n);
      if (n === 2) throw new Error("two");
    });
    await assertRejects(() => pool.join(), Error, "two");
    assertEquals(started, [0, 1, 2]);
  },
);

Deno.test("Pool aborts the signal of its other tasks with the failure itself", async () => {
  const failure = new Error("mine");
  let reason: unknown;
  await using pool = new Pool<number>();
  pool.produce([0, 1]);
  pool.consume(async (n, { signal }) => {
    if (n === 1) throw failure;
    await aborted(signal);
    reason = signal.reason;
  }, { consumers: 2 });
  await assertRejects(() => pool.join(), Error, "mine");
  assert(reason === failure);
});

eachCapacity(
  "Pool(%i).join() throws what a producer threw, after its tasks have ended",
  async (capacity) => {
    const done: number[] = [];
    const began = Promise.withResolvers<void>();
    await using pool = new Pool<number>({ capacity });
    pool.produce(async (send) => {
      await send(1);
      await began.promise;
      throw new Error("no more data");
    });
    pool.consume(async (n) => {
      began.resolve();
      await turn();
      await turn();
      done.push(n);
    });
    await assertRejects(() => pool.join(), Error, "no more data");
    assertEquals(done, [1]);
  },
);

Deno.test("Pool.join() throws what an async iterable threw, also when failures are collected", async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    await Promise.resolve();
    throw new Error("source broke");
  }
  await using pool = new Pool<number>({ onError: "collect" });
  pool.produce(source()).consume(() => {});
  await assertRejects(() => pool.join(), Error, "source broke");
});

Deno.test("Pool.join() throws a failure of undefined, too", async () => {
  await using pool = new Pool<number>();
  pool.produce([1]).consume(() => Promise.reject(undefined));
  const outcome = await pool.join().then(() => "resolved", () => "rejected");
  assertEquals(outcome, "rejected");
});

eachCapacity(
  "Pool(%i) that collects goes on after failures, and reports them",
  async (capacity) => {
    const seen: number[] = [];
    await using pool = new Pool<number>({ capacity, onError: "collect" });
    pool.produce(range(10));
    pool.consume((n) => {
      if (n % 3 === 0) throw new Error(`no ${n}`);
      seen.push(n);
    });
    const { done, failures } = await pool.join();
    assertEquals(done, 6);
    assertEquals(seen, [1, 2, 4, 5, 7, 8]);
    assertEquals(
      failures.map(({ item, error, attempts }) => [
        item,
        (error as Error).message,
        attempts,
      ]),
      [[0, "no 0", 1], [3, "no 3", 1], [6, "no 6", 1], [9, "no 9", 1]],
    );
  },
);

Deno.test("Pool tries a task again as often as it may, and tells it so", async () => {
  const attempts: [number, number][] = [];
  await using pool = new Pool<number>({ retries: 2, onError: "collect" });
  pool.produce([1, 2]);
  pool.consume((n, { attempt }) => {
    attempts.push([n, attempt]);
    if (n === 1 || attempt === 0) throw new Error("again");
  });
  const { done, failures } = await pool.join();
  assertEquals(attempts, [[1, 0], [1, 1], [1, 2], [2, 0], [2, 1]]);
  assertEquals(done, 1);
  assertEquals(failures.map(({ item, attempts }) => [item, attempts]), [[
    1,
    3,
  ]]);
});

Deno.test("Pool tries nothing again after it gave up", async () => {
  let tries = 0;
  const controller = new AbortController();
  await using pool = new Pool<number>({
    retries: 5,
    signal: controller.signal,
  });
  pool.produce([1]);
  pool.consume(() => {
    tries++;
    controller.abort(new Error("stop"));
    throw new Error("failed");
  });
  await assertRejects(() => pool.join(), Error, "stop");
  assertEquals(tries, 1);
});

Deno.test("Pool aborts the signal of a task whose time is out", async () => {
  let reason: unknown;
  await using pool = new Pool<number>({ timeout: 5, onError: "collect" });
  pool.produce([1, 2]);
  pool.consume(async (n, { signal }) => {
    if (n === 2) return;
    await aborted(signal);
    reason = signal.reason;
  });
  const { done, failures } = await pool.join();
  assert(reason instanceof TimeoutError);
  assertEquals(done, 1);
  assert(failures[0]?.error === reason);
});

Deno.test("Pool waits for a task whose time is out", async () => {
  let ended = false;
  await using pool = new Pool<number>({ timeout: 1 });
  pool.produce([1]);
  pool.consume(async (_, { signal }) => {
    await aborted(signal);
    await turn();
    ended = true;
  });
  await assertRejects(() => pool.join(), TimeoutError);
  assertEquals(ended, true);
});

Deno.test("Pool with a timeout aborts the signal of a task when it gives up", async () => {
  await using pool = new Pool<number>({ timeout: 60_000 });
  pool.produce([1, 2]);
  pool.consume(async (n, { signal }) => {
    if (n === 2) throw new Error("two");
    await aborted(signal);
  }, { consumers: 2 });
  await assertRejects(() => pool.join(), Error, "two");
});

Deno.test("Pool that failed and is never joined leaves no rejection unhandled", async () => {
  const unhandled = await unhandledWhile(async () => {
    const pool = new Pool<number>();
    pool.produce(() => Promise.reject(new Error("lost")));
    pool.consume(() => {});
    await turn();
  });
  assertEquals(unhandled, []);
});
