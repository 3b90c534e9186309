import { assert, assertEquals, assertRejects } from "@std/assert";
import type { BrokerLease } from "../../../lib/broker/lease.ts";
import { PendingTake } from "../../../lib/broker/receiving/pending_take.ts";
import { TimeoutError } from "../../../lib/errors.ts";
import { WaitList } from "../../../lib/internal/wait_list.ts";

const lease = (value: string) => ({ value }) as unknown as BrokerLease<string>;

/** A take that waits in a list. */
function waiting(max: number, options = {}) {
  const list = new WaitList<PendingTake<string>>();
  const take = new PendingTake<string>(max, options);
  list.push(take);
  const values = async () => (await take.promise).map(({ value }) => value);
  return { list, take, values };
}

Deno.test("What comes in one turn is taken together, as far as there is room", async () => {
  const { list, take, values } = waiting(3);
  for (const value of ["a", "b"]) take.give(lease(value));
  assertEquals(take.room, 1);
  assert(list.first === take);
  assertEquals(await values(), ["a", "b"]);
  assert(list.first === undefined);
});

Deno.test("A take that is full leaves the line at once", async () => {
  const { list, take, values } = waiting(2);
  for (const value of ["a", "b"]) take.give(lease(value));
  assert(list.first === undefined);
  assertEquals(await values(), ["a", "b"]);
});

Deno.test("A take with nothing fails, and one that has something gives that", async () => {
  const { list, take } = waiting(2);
  take.fail(new Error("gone"));
  await assertRejects(() => take.promise, Error, "gone");
  assert(list.first === undefined);
  const some = waiting(2);
  some.take.give(lease("a"));
  some.take.fail(new Error("gone"));
  assertEquals(await some.values(), ["a"]);
});

Deno.test("A wait that is over rejects with its reason, and no value is lost with it", async () => {
  const { take } = waiting(1);
  take.interrupt();
  await assertRejects(() => take.promise, TimeoutError, "time is out");
  const controller = new AbortController();
  const aborted = waiting(2, { signal: controller.signal });
  aborted.take.give(lease("a"));
  controller.abort(new Error("stop"));
  assertEquals(await aborted.values(), ["a"]);
  const idle = waiting(2, { signal: controller.signal });
  idle.take.interrupt(controller.signal);
  await assertRejects(() => idle.take.promise, Error, "stop");
});

Deno.test("A take that has its values hears its signal no more", async () => {
  const controller = new AbortController();
  const { take, values } = waiting(1, { signal: controller.signal });
  take.give(lease("a"));
  controller.abort(new Error("stop"));
  assertEquals(await values(), ["a"]);
});
