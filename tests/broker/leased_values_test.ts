import { assertEquals, assertRejects } from "@std/assert";
import type { BrokerLease } from "../../lib/broker/lease.ts";
import { LeasedValues } from "../../lib/broker/leased_values.ts";
import { ChannelClosedError } from "../../lib/errors.ts";

/** Some values, and what became of them. */
function open(values: readonly string[], end: Error) {
  const said: string[] = [];
  const left = [...values];
  const take = () => {
    const value = left.shift();
    if (value === undefined) return Promise.reject(end);
    return Promise.resolve({
      value,
      done: () => void said.push(`done ${value}`),
      [Symbol.dispose]: () => void said.push(`back ${value}`),
    } as unknown as BrokerLease<string>);
  };
  return { values: new LeasedValues<string>(take, undefined), said };
}

const CLOSED = new ChannelClosedError("closed");

Deno.test("A value is finished when the next one is asked for, and the last at the end", async () => {
  const { values, said } = open(["a", "b"], CLOSED);
  const seen: string[] = [];
  for await (const value of values) {
    seen.push(`${value} after ${said.length}`);
  }
  assertEquals(seen, ["a after 0", "b after 1"]);
  assertEquals(said, ["done a", "done b"]);
  assertEquals(await values.next(), { done: true, value: undefined });
});

Deno.test("The value at which a loop is left goes back", async () => {
  const { values, said } = open(["a", "b", "c"], CLOSED);
  for await (const value of values) if (value === "b") break;
  assertEquals(said, ["done a", "back b"]);
  assertEquals((await values.next()).done, true);
});

Deno.test("Only the end of the queue is an end; all else is thrown", async () => {
  const { values, said } = open(["a"], new Error("lost"));
  await values.next();
  await assertRejects(() => values.next(), Error, "lost");
  assertEquals(said, ["done a"]);
});
