import { assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import type { Receiver, Sender } from "../../lib/channel.ts";

const eachCapacity = Deno.test.each([0, 1, 2, 16]);

eachCapacity(
  "Channel(%i).readonly and writeonly are two ends of one channel",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const input: Sender<number> = channel.writeonly;
    const output: Receiver<number> = channel.readonly;
    const sent = input.sendMany([1, 2, 3]).then(() => input.close());
    assertEquals(await Array.fromAsync(output), [1, 2, 3]);
    await sent;
    assertEquals([input.closed, output.closed], [true, true]);
  },
);

Deno.test("each view has the types of its end only", () => {
  const channel = new Channel<number>({ capacity: 1 });
  // @ts-expect-error A receiver cannot send.
  const send: unknown = channel.readonly.send;
  // @ts-expect-error A sender cannot receive.
  const receive: unknown = channel.writeonly.receive;
  assertEquals([typeof send, typeof receive], ["function", "function"]);
});
