import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).toReadableStream() takes nothing before a read",
  async (capacity) => {
    const channel = filled({ capacity });
    const sent = channel.send(99);
    const stream = channel.toReadableStream();
    assertEquals(await settled(sent), false);
    assertEquals(channel.size, capacity);
    const reader = stream.getReader();
    const { value } = await reader.read();
    assertEquals(value, capacity > 0 ? 0 : 99);
    assertEquals(await settled(sent), true);
  },
);

eachCapacity(
  "Channel(%i).toReadableStream() that is cancelled loses no value",
  async (capacity) => {
    const channel = filled({ capacity });
    await channel.toReadableStream().cancel();
    assert(channel.closed);
    assertEquals(drained(channel).length, capacity);
  },
);

eachCapacity(
  "Channel(%i).toReadableStream() gives a pending read back at cancel",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const reader = channel.toReadableStream().getReader();
    const read = reader.read();
    await settled(read);
    assertEquals(channel.stats().waitingReceivers, 1);
    const cancelled = reader.cancel("enough");
    assertEquals(channel.stats().waitingReceivers, 0);
    assertEquals((await read).done, true);
    await cancelled;
    assertEquals(await rejection(channel.receive()), "enough");
  },
);

eachCapacity(
  "Channel(%i).toReadableStream() cancelled without a reason ends a pending read",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const reader = channel.toReadableStream().getReader();
    const read = reader.read();
    await settled(read);
    await reader.cancel();
    assertEquals((await read).done, true);
    assertEquals(await Array.fromAsync(channel), []);
  },
);

eachCapacity(
  "Channel(%i).toReadableStream() waits for each value, then ends",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const all = Array.fromAsync(channel.toReadableStream());
    for (let n = 0; n < 20; n++) await channel.send(n);
    channel.close();
    assertEquals(await all, Array.from({ length: 20 }, (_, n) => n));
  },
);
