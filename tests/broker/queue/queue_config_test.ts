import { assertEquals, assertThrows } from "@std/assert";
import { millis } from "../../../lib/deps/nats_transport.ts";
import {
  checkQueueOptions,
  consumerConfig,
  type QueueOptions,
  streamConfig,
} from "../../../lib/broker/queue/queue_config.ts";

const GOOD: QueueOptions = { capacity: 1 };

Deno.test.each<[string, Partial<QueueOptions>]>([
  ["capacity", { capacity: 0 }],
  ["capacity", { capacity: Infinity }],
  ["lease", { lease: 499 }],
  ["lease", { lease: Infinity }],
  ["replicas", { replicas: 0 }],
  ["running", { running: 1.5 }],
])("A %s of %j makes no queue", (name, options) => {
  assertThrows(
    () => checkQueueOptions({ ...GOOD, ...options }),
    RangeError,
    name,
  );
});

Deno.test("Options at their limits make a queue", () => {
  checkQueueOptions(GOOD);
  checkQueueOptions({ ...GOOD, lease: 500, running: Infinity, replicas: 1 });
});

Deno.test("An id is known for longer than a value may be held four times", () => {
  const windowOf = (lease?: number) =>
    millis(
      streamConfig("q", "queue", { ...GOOD, lease }).duplicate_window ?? 0,
    );
  assertEquals([windowOf(), windowOf(1_000), windowOf(30_001)], [
    ...[120_000, 120_000, 120_004],
  ]);
});

Deno.test("Without a limit on what runs there is none, and a value is never given up there", () => {
  const config = consumerConfig({});
  assertEquals([config.max_ack_pending, config.max_deliver], [-1, -1]);
  assertEquals(millis(config.ack_wait ?? 0), 30_000);
  assertEquals(consumerConfig({ running: 1 }).max_ack_pending, 1);
});
