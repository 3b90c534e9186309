import { assertEquals } from "@std/assert";
import { untilAborted } from "../../lib/internal/until_aborted.ts";
import { rejection } from "../channel/support/filled.ts";
import { settled } from "../support/settled.ts";

const { signal } = new AbortController();

Deno.test("untilAborted() gives what its source gives, of either kind", async () => {
  async function* source() {
    yield* [1, 2, 3];
  }
  for (const values of [source(), [1, 2, 3]]) {
    const got = await Array.fromAsync(untilAborted(values, signal));
    assertEquals(got, [1, 2, 3]);
  }
});

Deno.test("untilAborted() throws what its source throws", async () => {
  async function* source() {
    yield 1;
    throw new Error("dry");
  }
  const got = Array.fromAsync(untilAborted(source(), signal));
  assertEquals((await rejection(got) as Error).message, "dry");
});

Deno.test("untilAborted() that is left between two values ends its source", async () => {
  let ended = false;
  async function* source() {
    try {
      for (let n = 0;; n++) yield n;
    } finally {
      await settled(Promise.resolve());
      ended = true;
    }
  }
  for await (const n of untilAborted(source(), signal)) if (n === 3) break;
  assertEquals(ended, true);
});

Deno.test("untilAborted() asks a source that is waiting to return, and waits for nothing", async () => {
  const controller = new AbortController();
  let returned = 0;
  const source = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<IteratorResult<number>>(() => {}),
      return: () => {
        returned++;
        return new Promise<IteratorResult<number>>(() => {});
      },
    }),
  };
  const got = Array.fromAsync(untilAborted(source, controller.signal));
  assertEquals(await settled(got), false);
  controller.abort("stop");
  assertEquals(await rejection(got), "stop");
  assertEquals(returned, 1);
});
