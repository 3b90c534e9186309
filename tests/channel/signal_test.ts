import { assert, assertEquals } from "@std/assert";
import { Channel } from "../../lib/channel.ts";
import { UnsentError } from "../../lib/errors.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { settled } from "../support/settled.ts";
import { drained, filled, rejection } from "./support/filled.ts";
import { spied } from "./support/spied_signal.ts";
import { checkInvariantsInAllTests } from "../support/checked.ts";

checkInvariantsInAllTests();

const eachCapacity = Deno.test.each([0, 1, 2, 16]);
const MANY = 20_000;

eachCapacity(
  "Channel(%i) leaves no listener behind, however a wait ends",
  async (capacity) => {
    const { signal, listeners } = spied(new AbortController());
    const channel = new Channel<number>({ capacity });
    const served = channel.receive({ signal });
    await channel.send(1, { signal });
    assertEquals([await served, listeners()], [1, 0]);

    const closed = channel.receive({ signal });
    channel.close();
    await rejection(closed);
    assertEquals(listeners(), 0);

    const full = filled({ capacity });
    await rejection(full.send(2, { timeout: 0, signal }));
    assertEquals(listeners(), 0);
    const sent = full.send(3, { signal, timeout: 1e6 });
    await full.receive({ signal });
    await (capacity > 0 ? sent : Promise.allSettled([sent]));
    assertEquals(listeners(), 0);
  },
);

Deno.test("waits that share a signal share one listener", async () => {
  const controller = new AbortController();
  const { signal, listeners } = spied(controller);
  const channel = new Channel<number>();
  const receives = Array.from(
    { length: 100 },
    () => channel.receive({ signal }),
  );
  assertEquals(listeners(), 1);
  controller.abort("stop");
  assertEquals(
    new Set(await Promise.all(receives.map(rejection))),
    new Set(["stop"]),
  );
  assertEquals(listeners(), 0);
  assertEquals(channel.stats().waitingReceivers, 0);
});

eachCapacity(
  "Channel(%i) keeps the order of 20,000 receivers when most are aborted at random",
  async (capacity) => {
    const random = new SeededRandom(capacity);
    const channel = new Channel<number>({ capacity });
    const kept: Promise<number>[] = [];
    const gone: [AbortController, Promise<number>][] = [];
    for (let n = 0; n < MANY; n++) {
      const controller = new AbortController();
      const promise = channel.receive({ signal: controller.signal });
      if (n % 100 === 0) kept.push(promise);
      else gone.splice(random.below(gone.length), 0, [controller, promise]);
      if (gone.length < 500) continue;
      for (const [controller, promise] of gone.splice(0)) {
        promise.catch(() => {});
        controller.abort();
      }
    }
    for (const [controller, promise] of gone) {
      promise.catch(() => {});
      controller.abort();
    }
    assertEquals(channel.stats().waitingReceivers, kept.length);
    for (let n = 0; n < kept.length; n++) assert(channel.trySend(n));
    assertEquals(await Promise.all(kept), kept.map((_, n) => n));
  },
);

Deno.test("20,000 sends on one signal are all given back by one abort", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let lost = 0;
  const channel = new Channel<number>({ onUndelivered: () => void lost++ });
  const sends = Array.from(
    { length: MANY },
    (_, n) => channel.send(n, { signal }),
  );
  const last = channel.send(-1);
  // Before they reject: the runtime searches for each that is handled late.
  const reasons = sends.map(rejection);
  controller.abort("stop");
  assertEquals(new Set(await Promise.all(reasons)), new Set(["stop"]));
  assertEquals(lost, MANY);
  assertEquals(await channel.receive(), -1);
  await last;
});

eachCapacity(
  "Channel(%i) gives a value to who still waits when the front is aborted (cpython #86296)",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const controller = new AbortController();
    const front = channel.receive({ signal: controller.signal });
    const behind = channel.receive();
    controller.abort();
    const sent = channel.send(1);
    await rejection(front);
    assertEquals(await behind, 1);
    await sent;
  },
);

eachCapacity(
  "Channel(%i).receive() that has its value is not aborted in the same tick (asyncio #343)",
  async (capacity) => {
    const channel = new Channel<number>({ capacity });
    const controller = new AbortController();
    const received = channel.receive({ signal: controller.signal });
    const sent = channel.send(1);
    controller.abort();
    assertEquals(await received, 1);
    await sent;
    assertEquals(channel.stats().received, 1);
  },
);

eachCapacity(
  "Channel(%i).send() that was aborted is not received later (.NET #37671)",
  async (capacity) => {
    const channel = filled({ capacity });
    const controller = new AbortController();
    const { signal } = controller;
    const sends = [
      channel.send(70, { signal }),
      channel.sendMany([80, 81], { signal }),
    ];
    const last = channel.send(90);
    controller.abort("stop");
    const [one, many] = await Promise.all(sends.map(rejection));
    assertEquals(one, "stop");
    assert(many instanceof UnsentError);
    assertEquals([many.values, many.cause], [[80, 81], "stop"]);
    for (let n = 0; n < capacity; n++) await channel.receive();
    assertEquals(await channel.receive(), 90);
    await last;
  },
);

Deno.test("aborting the front sender lets the next in, if it fits", async () => {
  const channel = new Channel<number>({ capacity: 4, size: (n) => n });
  await channel.send(3);
  const controller = new AbortController();
  const heavy = channel.send(4, { signal: controller.signal });
  const light = channel.send(1);
  assertEquals(await settled(light), false);
  controller.abort("stop");
  assertEquals(await rejection(heavy), "stop");
  assertEquals(await settled(light), true);
});

Deno.test("a receive aborted while many are sent costs none of them (zio #10884)", async () => {
  const channel = new Channel<number>({ capacity: 4 });
  const controller = new AbortController();
  const gone = channel.receiveMany(2, { signal: controller.signal });
  controller.abort("stop");
  const sent = channel.sendMany([1, 2, 3]);
  assertEquals(await rejection(gone), "stop");
  assertEquals(await channel.receiveMany(9), [1, 2, 3]);
  await sent;
});

Deno.test("an abort makes no room for another wait on the same signal", async () => {
  const channel = new Channel<number>({ capacity: 4, size: (n) => n });
  await channel.send(1);
  const { signal, abort } = abortable();
  const waits = [
    channel.send(4, { signal }),
    channel.send(1, { signal }),
    channel.sendMany([1, 1], { signal }),
  ];
  const other = channel.send(2);
  abort("stop");
  for (const wait of waits) {
    const error = await rejection(wait);
    assertEquals(error instanceof UnsentError ? error.cause : error, "stop");
  }
  await other;
  assertEquals(drained(channel), [1, 2]);
});

function abortable() {
  const controller = new AbortController();
  const abort = (reason: unknown) => controller.abort(reason);
  return { signal: controller.signal, abort };
}
