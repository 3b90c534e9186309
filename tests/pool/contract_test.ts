import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Pool, type Source } from "../../lib/pool.ts";
import { settled } from "../support/settled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const never = () => new Promise<never>(() => {});
const turn = () => settled(Promise.resolve());

async function* slowly<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

eachCapacity(
  "Pool(%i) runs the textbook case: one producer of 0…99, five consumers that square",
  async (capacity) => {
    const squares: [number, number][] = [];
    await using pool = new Pool<number>({ capacity });
    pool.produce(range(100));
    pool.consume(async (n) => {
      await Promise.resolve();
      squares.push([n, n ** 2]);
    }, { consumers: 5 });
    assertEquals(await pool.join(), { done: 100, failures: [] });
    squares.sort(([a], [b]) => a - b);
    assertEquals(squares, range(100).map((n) => [n, n ** 2]));
  },
);

const eachSource = Deno.test.each<[string, () => Source<number>]>([
  ["an array", () => range(20)],
  ["a generator", () => range(20).values()],
  ["an async generator", () => slowly(range(20))],
  ["a function that sends", () => async (send) => {
    for (const n of range(20)) await send(n);
  }],
  [
    "an iterable of promises",
    () => range(20).map((n) => Promise.resolve(n)) as unknown as number[],
  ],
]);

eachSource("Pool.produce() takes %s", async (_name, source) => {
  const seen: number[] = [];
  await using pool = new Pool<number>();
  pool.produce(source()).consume((n) => void seen.push(n));
  await pool.join();
  assertEquals(seen, range(20));
});

eachCapacity(
  "Pool(%i) gives every item of several producers to one of several tasks",
  async (capacity) => {
    const seen: number[] = [];
    await using pool = new Pool<number>({ capacity });
    for (let n = 0; n < 4; n++) pool.produce(range(50).map((i) => n * 50 + i));
    for (let n = 0; n < 3; n++) {
      pool.consume(async (item) => {
        await Promise.resolve();
        seen.push(item);
      }, { consumers: 2 });
    }
    assertEquals((await pool.join()).done, 200);
    assertEquals(seen.sort((a, b) => a - b), range(200));
  },
);

eachCapacity(
  "Pool(%i) makes a producer wait while that many items wait",
  async (capacity) => {
    let sent = 0;
    let taken = 0;
    const gate = Promise.withResolvers<void>();
    await using pool = new Pool<number>({ capacity });
    pool.produce(async (send) => {
      for (const n of range(50)) {
        await send(n);
        sent++;
      }
    });
    pool.consume(async () => {
      taken++;
      await gate.promise;
    }, { consumers: 2 });
    await turn();
    assertEquals(taken, 2);
    assertEquals(sent, 2 + capacity);

    gate.resolve();
    await pool.join();
    assertEquals(sent, 50);
  },
);

Deno.test("Pool with a size makes a producer wait by weight", async () => {
  let sent = 0;
  const gate = Promise.withResolvers<void>();
  await using pool = new Pool<number>({ capacity: 10, size: (n) => n });
  pool.produce(async (send) => {
    for (const n of [1, 4, 4, 4]) {
      await send(n);
      sent++;
    }
  });
  pool.consume(() => gate.promise);
  await turn();
  assertEquals(sent, 3);
  gate.resolve();
  await pool.join();
});

Deno.test("Pool runs no more tasks at a time than it has consumers", async () => {
  let running = 0;
  let most = 0;
  await using pool = new Pool<number>();
  pool.produce(range(30));
  pool.consume(async () => {
    most = Math.max(most, ++running);
    await turn();
    running--;
  }, { consumers: 3 });
  await pool.join();
  assertEquals(most, 3);
});

Deno.test("Pool.join() called twice gives the same report", async () => {
  await using pool = new Pool<number>();
  pool.produce([1]).consume(() => {});
  assertEquals(await pool.join(), await pool.join());
});

Deno.test("Pool.join() without a producer ends at once", async () => {
  await using pool = new Pool<number>();
  pool.consume(() => {});
  assertEquals(await pool.join(), { done: 0, failures: [] });
});

Deno.test("Pool.join() without a consumer says so instead of waiting forever", async () => {
  await using pool = new Pool<number>({ capacity: 1 });
  pool.produce(range(10));
  await assertRejects(() => pool.join(), TypeError, "no consumer");
});

Deno.test("Pool.produce() and consume() after join are refused", async () => {
  await using pool = new Pool<number>();
  pool.consume(() => {});
  const joined = pool.join();
  assertThrows(() => pool.produce([1]), TypeError, "Cannot produce");
  assertThrows(() => pool.consume(() => {}), TypeError, "Cannot consume");
  await joined;
});

Deno.test("Pool left without a join gives up, and waits for its tasks", async () => {
  let ended = false;
  let reason: unknown;
  const sent: number[] = [];
  {
    await using pool = new Pool<number>({ capacity: 1 });
    pool.produce(async (send) => {
      for (const n of range(10)) {
        await send(n);
        sent.push(n);
      }
    });
    pool.consume(async (_, { signal }) => {
      await turn();
      reason = signal.reason;
      await turn();
      ended = true;
    });
    await Promise.resolve();
  }
  assertEquals(ended, true);
  assertEquals((reason as DOMException).name, "AbortError");
  const { length } = sent;
  await turn();
  assertEquals(sent.length, length);
});

Deno.test("Pool left while it is being joined finishes", async () => {
  const seen: number[] = [];
  const run = async () => {
    await using pool = new Pool<number>({ capacity: 1 });
    pool.produce(range(10)).consume((n) => void seen.push(n));
    void pool.join();
  };
  await run();
  assertEquals(seen, range(10));
});

const eachNonsense = Deno.test.each([
  [{ capacity: -1 }],
  [{ retries: -1 }],
  [{ retries: 0.5 }],
  [{ timeout: 0 }],
  [{ timeout: -5 }],
  [{ timeout: NaN }],
]);

eachNonsense("Pool refuses %o", (options) => {
  assertThrows(() => new Pool(options), RangeError);
});

Deno.test("Pool.consume() refuses a number of consumers that makes no sense", () => {
  const pool = new Pool<number>();
  for (const consumers of [0, -1, 1.5, NaN]) {
    assertThrows(() => pool.consume(() => {}, { consumers }), RangeError);
  }
});

Deno.test("Pool does not hold up an item behind one whose task never ends by itself", async () => {
  const seen: number[] = [];
  const controller = new AbortController();
  await using pool = new Pool<number>({ signal: controller.signal });
  pool.produce(range(5));
  pool.consume(async (n, { signal }) => {
    if (n > 0) return void seen.push(n);
    signal.addEventListener("abort", () => seen.push(-1));
    await Promise.race([
      never(),
      new Promise((resolve) => signal.addEventListener("abort", resolve)),
    ]);
  }, { consumers: 2 });
  await turn();
  assertEquals(seen, [1, 2, 3, 4]);
  controller.abort(new Error("enough"));
  await assertRejects(() => pool.join(), Error, "enough");
  assertEquals(seen, [1, 2, 3, 4, -1]);
});
