import { assertEquals, assertRejects } from "@std/assert";
import type { StreamConfig } from "../../../lib/deps/nats_jetstream.ts";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  closeQueue,
  findDeadQueue,
  findQueue,
  reopenQueue,
} from "../../../lib/broker/queue/queue.ts";
import { FakeConnection } from "../support/fake_connection.ts";

/** A broker that makes and changes what it is asked to, and notes it. */
function open() {
  const fake = new FakeConnection();
  const done: string[] = [];
  const config = (name: string) => fake.streams.get(name)?.config;
  Object.assign(fake.jsm.streams, {
    add: (wanted: Partial<StreamConfig> & { name: string }) => {
      done.push(`add ${wanted.name}`);
      fake.addQueue(wanted.name);
      Object.assign(config(wanted.name) ?? {}, wanted);
      return Promise.resolve(fake.streams.get(wanted.name));
    },
    update: (name: string, change: { subjects: string[] }) => {
      done.push(`update ${name}`);
      Object.assign(config(name) ?? {}, change);
      return Promise.resolve();
    },
  });
  Object.assign(fake.jsm.consumers, {
    add: (name: string) => Promise.resolve(done.push(`consumer ${name}`)),
  });
  return { fake, done, config };
}

const kindOf = async (body: () => Promise<unknown>) =>
  (await assertRejects(body, BrokerError)).kind;

Deno.test("A queue that is there is used as it is, whatever it was to be made with", async () => {
  const { fake, done } = open();
  fake.addQueue("q", { size: 3 });
  const info = await findQueue(fake.connection, "q", { capacity: 99 });
  assertEquals([info.capacity, info.size, done], [10, 3, []]);
});

Deno.test("A queue is made with all that belongs to it", async () => {
  const { fake, done, config } = open();
  const info = await findQueue(fake.connection, "q", { capacity: 7 });
  assertEquals(info.capacity, 7);
  assertEquals(
    new Set(done),
    new Set([
      ...[
        "add q-dead",
        "consumer q-dead",
        "add q-sends",
        "add q",
        "consumer q",
      ],
    ]),
  );
  assertEquals(done.at(-1), "consumer q");
  assertEquals(config("q-dead")?.metadata, { "sluice-kind": "dead-letters" });
});

Deno.test("A queue is not made unasked, nor under a name that is kept for another", async () => {
  const { connection } = open().fake;
  const options = { capacity: 1 };
  assertEquals(
    await kindOf(() => findQueue(connection, "q", undefined)),
    "missing",
  );
  for (const name of ["q-dead", "q-sends"]) {
    assertEquals(
      await kindOf(() => findQueue(connection, name, options)),
      "settings",
    );
  }
});

Deno.test("Two who make a queue at once make one", async () => {
  const { fake, config } = open();
  Object.assign(fake.jsm.streams, {
    add: ({ name, metadata }: StreamConfig) => {
      fake.addQueue(name);
      Object.assign(config(name) ?? {}, { metadata });
      return Promise.reject(new BrokerError("failed", "name in use"));
    },
  });
  const info = await findQueue(fake.connection, "q", { capacity: 7 });
  assertEquals(info.capacity, 10);
});

Deno.test("Dead letters go into no queue that somebody else fills", async () => {
  const { fake } = open();
  fake.addQueue("q-dead");
  const dead = () => findDeadQueue(fake.connection, "q");
  assertEquals(await kindOf(dead), "settings");
});

Deno.test("A queue is closed and opened again by its subject, once", async () => {
  const { fake, done, config } = open();
  fake.addQueue("q");
  await closeQueue(fake.connection, "q");
  await closeQueue(fake.connection, "q");
  assertEquals(config("q")?.subjects, ["sluice.q.closed"]);
  await reopenQueue(fake.connection, "q");
  assertEquals(config("q")?.subjects, ["sluice.q.items"]);
  assertEquals(done, ["update q", "update q"]);
  const none = () => closeQueue(fake.connection, "none");
  assertEquals(await kindOf(none), "missing");
});

Deno.test("What another has done, or whose answer was lost, is done", async () => {
  const { fake, config } = open();
  fake.addQueue("q");
  let isLate = true;
  Object.assign(fake.jsm.streams, {
    update: (name: string, change: object) => {
      if (isLate) Object.assign(config(name) ?? {}, change);
      return Promise.reject(new BrokerError("failed", "no"));
    },
  });
  await closeQueue(fake.connection, "q");
  isLate = false;
  assertEquals(await kindOf(() => reopenQueue(fake.connection, "q")), "failed");
});
