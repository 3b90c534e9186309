import { assertEquals, assertRejects } from "@std/assert";
import type { Intake } from "../../../lib/broker/receiving/intake.ts";
import { Receiver } from "../../../lib/broker/receiving/receiver.ts";
import { TimeoutError } from "../../../lib/errors.ts";
import type { WaitOptions } from "../../../lib/internal/deadline.ts";
import { FakeClock } from "../../support/fake_clock.ts";

/** A receiver whose intake is there when the test says so. */
function stage() {
  const opening = Promise.withResolvers<Intake<number>>();
  const takes: WaitOptions[] = [];
  let opened = 0;
  let closed = 0;
  const intake = {
    take: (_max: number, options: WaitOptions) => {
      takes.push(options);
      return Promise.resolve([]);
    },
    close: () => Promise.resolve(void closed++),
  } as unknown as Intake<number>;
  const receiver = new Receiver(() => {
    opened++;
    return opening.promise;
  });
  return {
    receiver,
    takes,
    open: () => opening.resolve(intake),
    fail: (error: Error) => opening.reject(error),
    counts: () => [opened, closed],
  };
}

Deno.test("The intake is opened once, by whoever takes first", async () => {
  const { receiver, open, counts, takes } = stage();
  assertEquals(counts(), [0, 0]);
  const both = [receiver.take(1, {}), receiver.take(1, {})];
  open();
  await Promise.all(both);
  await receiver.take(1, { timeout: 7 });
  assertEquals([counts(), takes.length], [[1, 0], 3]);
  assertEquals(takes[2]?.timeout, 7);
});

Deno.test("What the intake took to open is taken off the time to wait", async () => {
  using clock = new FakeClock();
  const { receiver, open, takes } = stage();
  const taking = receiver.take(1, { timeout: 100 });
  clock.now += 30;
  open();
  await taking;
  assertEquals(takes[0]?.timeout, 70);
});

Deno.test("A take ends by its own limits before there is an intake", async () => {
  const { receiver, open } = stage();
  await assertRejects(() => receiver.take(1, { timeout: 0 }), TimeoutError);
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(() => receiver.take(1, { signal }), Error, "enough");
  open();
  assertEquals(await receiver.take(1, {}), []);
});

Deno.test("Closing ends an intake that was opened; one that was not is tried again until then", async () => {
  const unused = stage();
  await unused.receiver.close();
  assertEquals(unused.counts(), [0, 0]);
  const used = stage();
  used.open();
  await used.receiver.take(1, {});
  await used.receiver.close();
  assertEquals(used.counts(), [1, 1]);
  const failed = stage();
  failed.fail(new Error("no"));
  await assertRejects(() => failed.receiver.take(1, {}), Error, "no");
  await assertRejects(() => failed.receiver.take(1, {}), Error, "no");
  assertEquals(failed.counts(), [2, 0]);
  await failed.receiver.close();
  assertEquals(failed.counts(), [2, 0]);
});
