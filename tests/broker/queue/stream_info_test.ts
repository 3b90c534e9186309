import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { StreamInfo } from "../../../lib/deps/nats_jetstream.ts";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  isClosed,
  isOver,
  nullIfAbsent,
  streamInfo,
  toQueueInfo,
} from "../../../lib/broker/queue/stream_info.ts";
import { FakeConnection, notFound } from "../support/fake_connection.ts";

function infoOf(config: Partial<StreamInfo["config"]> = {}): StreamInfo {
  const fake = new FakeConnection();
  fake.addQueue("q", { size: 2 });
  const info = fake.streams.get("q") as StreamInfo;
  return { ...info, config: { ...info.config, ...config } };
}

Deno.test("A stream is a queue of ours only as we make them", () => {
  assertEquals(toQueueInfo(infoOf()).size, 2);
  const others = [
    { retention: "limits" },
    { discard: "old" },
    { max_msgs: -1 },
  ] as unknown as Partial<StreamInfo["config"]>[];
  for (const config of others) {
    const error = assertThrows(() => toQueueInfo(infoOf(config)), BrokerError);
    assertEquals(error.kind, "settings");
  }
});

Deno.test("A queue is closed when it was sealed, or when its subject says so", () => {
  assertEquals(isClosed(infoOf()), false);
  assertEquals(isClosed(infoOf({ sealed: true })), true);
  assertEquals(isClosed(infoOf({ subjects: ["sluice.q.closed"] })), true);
  assertEquals(isClosed(infoOf({ subjects: ["sluice.p.closed"] })), false);
});

Deno.test("Only an empty queue is over, if nothing can come", () => {
  const queue = toQueueInfo(infoOf());
  const over = (of: Partial<typeof queue>) => isOver({ ...queue, ...of });
  assertEquals(over({ isClosed: true, size: 0 }), true);
  assertEquals(over({ isDead: true, size: 0 }), true);
  assertEquals(over({ isClosed: true }), false);
  assertEquals(over({ size: 0 }), false);
  // Dead letters that fail again are put behind those that were there.
  const letters = { ...queue, isDead: true, first: 6 };
  assertEquals([isOver(letters, 5), isOver(letters, 6)], [true, false]);
  assertEquals(isOver({ ...letters, isDead: false }, 5), false);
});

Deno.test("A queue that is made anew has another time of creation", () => {
  const created = toQueueInfo(infoOf()).created;
  const later = { ...infoOf(), created: "2026-01-01T00:00:00.001Z" };
  assertEquals(created === toQueueInfo(later).created, false);
});

Deno.test("A stream that is not there is undefined, and all else is an error", async () => {
  const fake = new FakeConnection();
  assertEquals(await streamInfo(fake.connection, "q"), undefined);
  fake.jsm.streams.info = () => Promise.reject(new Error("no answer"));
  await assertRejects(() => streamInfo(fake.connection, "q"), BrokerError);
});

Deno.test("Only what is absent becomes null", () => {
  const wrapped = (cause: unknown) => new BrokerError("missing", "", { cause });
  assertEquals(nullIfAbsent(wrapped(notFound())), null);
  assertThrows(() => nullIfAbsent(wrapped(new Error("other"))), BrokerError);
  assertThrows(() => nullIfAbsent(new Error("other")), Error, "other");
});
