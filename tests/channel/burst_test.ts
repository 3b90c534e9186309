import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { turned } from "./support/trial.ts";

const BURSTS = 200;
/** More microtasks than any batch of wake-ups is delayed by. */
const MOST_MICROTASKS = 100;

const eachWay = Deno.test.each(
  [1, 5].flatMap((consumers) =>
    [0, 1, 4, 16, 1024].flatMap((capacity) =>
      ["receive", "for await"].map((how) => ({ consumers, capacity, how }))
    )
  ),
);

eachWay(
  "a burst that stops short is received before the event loop turns: %o",
  async ({ consumers, capacity, how }) => {
    const channel = new Channel<number>({ capacity });
    let received = 0;
    const iterate = async () => {
      for await (const _ of channel) received++;
    };
    const receive = async () => {
      for (;; received++) await channel.receive();
    };
    const running = Array.from(
      { length: consumers },
      how === "receive" ? receive : iterate,
    );
    // Steady traffic first, after which delays are as long as they get.
    for (let n = 0; n < 5000; n++) await channel.send(n);
    for (let burst = 0; burst < BURSTS; burst++) {
      await turned();
      received = 0;
      const length = 1 + burst % 20;
      for (let n = 0; n < length; n++) await channel.send(n);
      let steps = 0;
      while (received < length && steps++ < MOST_MICROTASKS) {
        await Promise.resolve();
      }
      assertEquals(
        received,
        length,
        `burst ${burst} after ${steps} microtasks`,
      );
    }
    channel.close();
    const ends = await Promise.allSettled(running);
    assert(
      ends.every(({ status }) =>
        (status === "fulfilled") === (how !== "receive")
      ),
    );
  },
);
