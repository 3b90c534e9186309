import { assert, assertEquals, assertThrows } from "@std/assert";
import { Channel } from "../../lib/mod.ts";
import { settled } from "../support/settled.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

Deno.test("Lease.retry() whose weighing throws keeps the value, and join open", async () => {
  let weight = 1;
  const channel = new Channel<string>({ capacity: 2, size: () => weight });
  await channel.send("a");
  const lease = await channel.lease();
  weight = NaN;
  assertThrows(() => lease.retry(), RangeError);
  weight = 1;
  assertEquals(await settled(channel.join()), false);
  lease.retry();
  assertEquals(await channel.receive(), "a");
});

Deno.test("a value put back into a channel that its weighing aborts is discarded once", async () => {
  const lost: string[] = [];
  let isHostile = false;
  const channel: Channel<string> = new Channel({
    capacity: 2,
    size: () => {
      if (isHostile) channel.abort();
      return 1;
    },
    onUndelivered: (value) => void lost.push(value),
  });
  await channel.send("a");
  const lease = await channel.lease();
  isHostile = true;
  lease.retry();
  assertEquals({ size: channel.size, lost }, { size: 0, lost: ["a"] });
});

Deno.test("a channel without a buffer that is always busy lets timers through", async () => {
  const channel = new Channel<number>();
  let fired = false;
  const timer = setTimeout(() => fired = true, 10);
  for (let n = 0; !fired && n < 5_000_000; n++) {
    const received = channel.receive();
    channel.trySend(n);
    await received;
  }
  clearTimeout(timer);
  assert(fired);
});
