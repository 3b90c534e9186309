import { assert } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { select } from "../../lib/select.ts";

/** Far more rounds than fit into 10 ms, and few enough to end at all. */
const ROUNDS = 2_000_000;

/** Whether a timer of 10 ms fires while `producer` and `consumer` are busy. */
async function letsTimersFire(
  channel: Channel<number>,
  step: (channel: Channel<number>) => Promise<unknown>,
): Promise<boolean> {
  let fired = false;
  const timer = setTimeout(() => fired = true, 10);
  const producer = (async () => {
    for (let n = 0; n < ROUNDS && !fired; n++) await channel.send(n);
    channel.close();
  })();
  try {
    for (let n = 0; n < ROUNDS && !fired; n++) await step(channel);
  } catch {
    // Closed: the producer has come to its end.
  }
  channel.abort();
  await producer.catch(() => {});
  clearTimeout(timer);
  return fired;
}

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i) that is busy with receive() lets a timer fire",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    assert(await letsTimersFire(channel, (channel) => channel.receive()));
  },
);

eachCapacity(
  "Channel(%i) that is busy with an iterator lets a timer fire",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const iterator = channel.values();
    assert(await letsTimersFire(channel, () => iterator.next()));
  },
);

eachCapacity(
  "Channel(%i) that is busy with receiveMany() lets a timer fire",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    assert(await letsTimersFire(channel, (channel) => channel.receiveMany(4)));
  },
);

eachCapacity(
  "Channel(%i) that is busy with leases lets a timer fire",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    assert(
      await letsTimersFire(channel, async (channel) => {
        (await channel.lease()).done();
      }),
    );
  },
);

eachCapacity(
  "Channel(%i) that is busy with select() lets a timer fire",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const step = (channel: Channel<number>) =>
      select({ value: channel.receiving() });
    assert(await letsTimersFire(channel, step));
  },
);

Deno.test("a reader that drains a stream all the time lets a timer fire", async () => {
  const channel = new Channel<number>({ capacity: 16 });
  const reader = channel.toReadableStream().getReader();
  assert(await letsTimersFire(channel, () => reader.read()));
});
