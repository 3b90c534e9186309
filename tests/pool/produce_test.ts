import { assertEquals, assertRejects } from "@std/assert";
import { Pool } from "../../lib/pool.ts";
import { settled } from "../support/settled.ts";
import { unhandledWhile } from "../support/unhandled.ts";

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const turn = () => settled(Promise.resolve());

const eachCapacity = Deno.test.each([0, 1, 16]);

eachCapacity(
  "Pool(%i) delivers all items of a producer that awaits none of its sends",
  async (capacity) => {
    const seen: number[] = [];
    await using pool = new Pool<number>({ capacity });
    pool.produce((send) => {
      for (const n of range(1000)) send(n);
    });
    pool.consume(async (n) => {
      await Promise.resolve();
      seen.push(n);
    }, { consumers: 3 });
    assertEquals((await pool.join()).done, 1000);
    assertEquals(seen.sort((a, b) => a - b), range(1000));
  },
);

Deno.test("Pool waits for sends of a producer that are made while it waits for others", async () => {
  const seen: number[] = [];
  await using pool = new Pool<number>({ capacity: 0 });
  pool.produce((send) => {
    void send(1).then(() => send(2)).then(() => send(3));
  });
  pool.consume((n) => void seen.push(n));
  await pool.join();
  assertEquals(seen, [1, 2, 3]);
});

Deno.test("Pool.join() rejects when an item that nobody waits for cannot be sent", async () => {
  await using pool = new Pool<number>({ capacity: 4, size: (n) => n });
  pool.produce((send) => {
    for (const n of [1, 2, 3, 4]) send(n);
    // Too heavy, and behind others: it has to wait before it is refused.
    void Promise.resolve().then(() => pool.channel.resize(3));
  });
  pool.consume(async () => {
    await turn();
  });
  await assertRejects(() => pool.join(), RangeError, "weighs 4");
});

Deno.test("Pool with a producer that handles a refused send goes on", async () => {
  const seen: number[] = [];
  await using pool = new Pool<number>({ capacity: 4, size: (n) => n });
  pool.produce(async (send) => {
    for (const n of [1, 9, 2]) await send(n).catch(() => send(n / 3));
  });
  pool.consume((n) => void seen.push(n));
  await pool.join();
  assertEquals(seen, [1, 3, 2]);
});

Deno.test("Pool that gives up leaves no send of a careless producer unhandled", async () => {
  const unhandled = await unhandledWhile(async () => {
    await using pool = new Pool<number>({ capacity: 1 });
    pool.produce(async (send) => {
      for (const n of range(100)) send(n);
      await turn();
      await turn();
    });
    pool.consume(() => {
      throw new Error("first");
    });
    await assertRejects(() => pool.join(), Error, "first");
  });
  assertEquals(unhandled, []);
});

Deno.test("Pool with a size weighs each item once", async () => {
  const weighed: number[] = [];
  const size = (n: number) => weighed.push(n) && 1;
  await using pool = new Pool<number>({ capacity: 2, size });
  pool.produce(range(50)).consume(() => {});
  await pool.join();
  assertEquals(weighed, range(50));
});

Deno.test("Pool that has room for all lets a timer fire while it produces", async () => {
  let fired = false;
  const timer = setTimeout(() => fired = true, 10);
  await using pool = new Pool<number>({ capacity: 10_000_000 });
  pool.produce(async (send) => {
    for (let n = 0; n < 5_000_000 && !fired; n++) await send(n);
  });
  pool.consume(() => {});
  await pool.join();
  clearTimeout(timer);
  assertEquals(fired, true);
});
