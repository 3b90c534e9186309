import { assert, assertEquals, assertRejects } from "@std/assert";
import { Pool } from "../../lib/pool.ts";
import { settled } from "../support/settled.ts";
import { aborted } from "./support/aborted.ts";

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const turn = () => settled(Promise.resolve());

const eachTimeout = Deno.test.each([60_000, Infinity]);

eachTimeout(
  "Pool with a timeout of %d ms starts no task with an item that was on its way when it gave up",
  async (timeout) => {
    let started = 0;
    const controller = new AbortController();
    const { signal } = controller;
    await using pool = new Pool<number>({ timeout, signal });
    pool.produce(async (send) => {
      await turn();
      // A consumer that waits is handed the item, and has not run yet.
      const sending = send(1);
      controller.abort(new Error("gave up"));
      await sending;
    });
    pool.consume(async (_, { signal }) => {
      started++;
      await aborted(signal);
    });
    await assertRejects(() => pool.join(), Error, "gave up");
    assertEquals(started, 0);
  },
);

Deno.test("Pool gives up when its signal aborts, with the reason untouched", async () => {
  const controller = new AbortController();
  const reason = { why: "because" };
  await using pool = new Pool<number>({ signal: controller.signal });
  pool.produce(range(10));
  pool.consume(async (_, { signal }) => await aborted(signal));
  const joined = pool.join();
  await turn();
  controller.abort(reason);
  const thrown = await joined.catch((error) => error);
  assert(thrown === reason);
});

Deno.test("Pool with a signal that was aborted before runs nothing", async () => {
  let started = 0;
  const signal = AbortSignal.abort(new Error("too late"));
  await using pool = new Pool<number>({ signal });
  pool.produce(range(10)).consume(() => void started++);
  await assertRejects(() => pool.join(), Error, "too late");
  assertEquals(started, 0);
});

Deno.test("Pool gives up although a source is waiting for its next value", async () => {
  const blocked = Promise.withResolvers<number>();
  let returned = false;
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => blocked.promise.then((value) => ({ done: false, value })),
      return: () => {
        returned = true;
        return Promise.reject(new Error("nobody waits for this"));
      },
    }),
  };
  const controller = new AbortController();
  await using pool = new Pool<number>({ signal: controller.signal });
  pool.produce(source).consume(() => {});
  const joined = pool.join();
  assertEquals(await settled(joined), false);
  controller.abort(new Error("enough"));
  await assertRejects(() => joined, Error, "enough");
  assertEquals(returned, true);
  blocked.reject(new Error("nor for this"));
  await turn();
});

Deno.test("Pool waits for the end of a source that it leaves between two values", async () => {
  let ended = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (let n = 0;; n++) yield n;
    } finally {
      await turn();
      ended = true;
    }
  }
  await using pool = new Pool<number>({ capacity: 1 });
  pool.produce(source());
  pool.consume(async (n) => {
    if (n !== 5) return;
    // By then the channel is full, and the source waits to send its next value.
    await turn();
    throw new Error("five");
  });
  await assertRejects(() => pool.join(), Error, "five");
  assertEquals(ended, true);
});
