import { assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  joinQueue,
  queueStats,
} from "../../../lib/broker/queue/queue_stats.ts";
import { TimeoutError } from "../../../lib/errors.ts";
import { FakeConnection } from "../support/fake_connection.ts";

/** A queue with values, of which some are given out. */
function queue(
  { size = 0, pending = 0, held = 0, last = 0, dead = 0 } = {},
): FakeConnection {
  const fake = new FakeConnection();
  for (const name of ["q", "q-dead"]) fake.addQueue(name);
  Object.assign(fake.streams.get("q")?.state ?? {}, {
    ...{ messages: size, last_seq: last },
  });
  Object.assign(fake.streams.get("q-dead")?.state ?? {}, {
    ...{ messages: dead, last_seq: dead },
  });
  fake.consumer = { num_pending: pending, num_ack_pending: held };
  return fake;
}

Deno.test("Each value of a queue is counted once", async () => {
  const fake = queue({ size: 5, pending: 3, held: 2, last: 20, dead: 4 });
  const { waiting, running, done, dead, stuck } = await queueStats(
    fake.connection,
    "q",
  );
  assertEquals([waiting, running, done, dead, stuck], [3, 2, 11, 4, 0]);
});

Deno.test("Answers of different moments make no more values than there are", async () => {
  const fake = queue({ size: 2, pending: 5, held: 3, last: 2, dead: 1 });
  const { waiting, running, done, stuck } = await queueStats(
    fake.connection,
    "q",
  );
  assertEquals([waiting, running, done, stuck], [0, 2, 0, 0]);
});

Deno.test("Values that no consumer is given are stuck", async () => {
  const fake = queue({ size: 5, pending: 1, held: 1 });
  assertEquals((await queueStats(fake.connection, "q")).stuck, 3);
});

Deno.test("Waiting for a queue ends when it is empty, when time is out, or when it is gone", async () => {
  await joinQueue(queue().connection, "q", {});
  for (
    const  of of[{ size: 1, pending: 1 }, { size: 1, held: 1 }, { size: 1 }]
  ) {
    const { connection } = queue(of);
    const waiting = () => joinQueue(connection, "q", { timeout: 0 });
    await assertRejects(waiting, TimeoutError, "time is out");
  }
  const { connection } = new FakeConnection();
  await assertRejects(() => joinQueue(connection, "q", {}), BrokerError);
  const signal = AbortSignal.abort(new Error("stop"));
  const aborted = () => joinQueue(queue().connection, "q", { signal });
  await assertRejects(aborted, Error, "stop");
});

Deno.test("Waiting for a queue of a broker that is silent has its limits, too", async () => {
  const fake = queue();
  fake.jsm.streams.info = () => new Promise<never>(() => {});
  const { connection } = fake;
  const late = () => joinQueue(connection, "q", { timeout: 1 });
  await assertRejects(late, TimeoutError, "time is out");
  const stop = new AbortController();
  const waiting = joinQueue(connection, "q", { signal: stop.signal });
  stop.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
});

Deno.test("A queue is not waited for by who is about to leave, though its broker answers", async () => {
  const fake = queue({ size: 1, pending: 1 });
  fake.leave();
  const waiting = () => joinQueue(fake.connection, "q", {});
  await assertRejects(waiting, Error, "leaving");
});
