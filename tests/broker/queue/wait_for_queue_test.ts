import { assertEquals, assertRejects } from "@std/assert";
import { waitForQueue } from "../../../lib/broker/queue/wait_for_queue.ts";
import { TimeoutError } from "../../../lib/errors.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { FakeConnection } from "../support/fake_connection.ts";

const goOn = () => new Promise<void>((resolve) => setImmediate(resolve));

Deno.test("A queue that is there is not waited for", async () => {
  const fake = new FakeConnection();
  fake.addQueue("q");
  let waits = 0;
  await waitForQueue(fake.connection, "q", { onWait: () => void waits++ });
  assertEquals(waits, 0);
});

Deno.test("A queue is waited for until somebody makes it, and that is said once", async () => {
  using clock = new FakeClock();
  const fake = new FakeConnection();
  let waits = 0;
  const waiting = waitForQueue(fake.connection, "q", {
    onWait: () => void waits++,
  });
  for (let n = 0; n < 3; n++) {
    await goOn();
    clock.pass(250);
  }
  fake.addQueue("q");
  await goOn();
  clock.pass(250);
  await waiting;
  assertEquals(waits, 1);
});

Deno.test("The wait is over when its time is out, and not at the next look after it", async () => {
  using clock = new FakeClock();
  const fake = new FakeConnection();
  const waiting = assertRejects(
    () => waitForQueue(fake.connection, "q", { timeout: 300 }),
    TimeoutError,
    "nobody made it in time",
  );
  for (const ms of [250, 50]) {
    await goOn();
    clock.pass(ms);
  }
  await waiting;
});

Deno.test("A signal ends the wait", async () => {
  const fake = new FakeConnection();
  const signal = AbortSignal.abort(new Error("stop"));
  const waiting = () => waitForQueue(fake.connection, "q", { signal });
  await assertRejects(waiting, Error, "stop");
});

Deno.test("A queue is not waited for by who is about to leave", async () => {
  const fake = new FakeConnection();
  fake.addQueue("other");
  fake.leave();
  const waiting = () => waitForQueue(fake.connection, "q", {});
  await assertRejects(waiting, Error, "leaving");
});

Deno.test("The wait for a queue of a broker that is silent has its limits, too", async () => {
  const fake = new FakeConnection();
  fake.jsm.streams.info = () => new Promise<never>(() => {});
  const { connection } = fake;
  const late = () => waitForQueue(connection, "q", { timeout: 1 });
  await assertRejects(late, TimeoutError, "in time");
  const stop = new AbortController();
  const waiting = waitForQueue(connection, "q", { signal: stop.signal });
  stop.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
});
