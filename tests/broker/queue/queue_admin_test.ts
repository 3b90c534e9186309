import { assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import type { Publisher } from "../../../lib/broker/connection/publisher.ts";
import type { DeadLetters } from "../../../lib/broker/queue/dead_letters.ts";
import { QueueAdmin } from "../../../lib/broker/queue/queue_admin.ts";
import { toQueueInfo } from "../../../lib/broker/queue/stream_info.ts";
import type { RoomSignals } from "../../../lib/broker/sending/room_signals.ts";
import type { StreamInfo } from "../../../lib/deps/nats_jetstream.ts";
import {
  FakeConnection,
  fakeMessage,
  notFound,
} from "../support/fake_connection.ts";

/** A queue whose values lie at these places, and what is done with it. */
function open(places: readonly number[], { last = places.at(-1) ?? 0 } = {}) {
  const fake = new FakeConnection();
  fake.addQueue("q", { size: places.length });
  Object.assign(fake.streams.get("q")?.state ?? {}, {
    ...{ first_seq: places[0] ?? 1, last_seq: last },
  });
  const done: string[] = [];
  const note = (what: string) => (name: string) => {
    done.push(`${what} ${name}`);
    const isThere = what !== "delete" || name !== "q-sends";
    return isThere
      ? Promise.resolve({ purged: 4 })
      : Promise.reject(notFound());
  };
  Object.assign(fake.jsm.streams, {
    getMessage: (_: string, { seq }: { seq: number }) => {
      const found = places.find((place) => place >= seq);
      if (found === undefined) return Promise.reject(notFound(10037));
      const { headers: header, data } = fakeMessage({
        ...{ text: `${found}`, headers: { "Nats-Msg-Id": `id-${found}` } },
      });
      return Promise.resolve({ seq: found, header, data, time: new Date(0) });
    },
    purge: note("purge"),
    delete: note("delete"),
  });
  Object.assign(fake.jsm.consumers, {
    pause: note("pause"),
    resume: note("resume"),
  });
  const admin = new QueueAdmin({
    ...{ connection: fake.connection, publisher: {} as Publisher, name: "q" },
    info: toQueueInfo(fake.streams.get("q") as StreamInfo),
    signals: { changed: () => void done.push("told") } as RoomSignals,
    dead: {} as DeadLetters,
  });
  return { fake, admin, done };
}

Deno.test("The values that are there are looked at in their order, over gaps", async () => {
  const { admin } = open([2, 3, 7, 9], { last: 8 });
  const seen = await Array.fromAsync(admin.peek());
  assertEquals(seen.map(({ sequence, id }) => [sequence, id]), [
    ...[[2, "id-2"], [3, "id-3"], [7, "id-7"]],
  ]);
  const none = open([1]);
  none.fake.streams.delete("q");
  await assertRejects(() => Array.fromAsync(none.admin.peek()), BrokerError);
});

Deno.test("All who use a queue are told that it changed, after it did", async () => {
  const { admin, done } = open([1]);
  assertEquals(await admin.purge(), 4);
  await admin.resume();
  assertEquals(done, ["purge q", "told", "resume q", "told"]);
});

Deno.test("A queue is deleted last, after all that belongs to it", async () => {
  const { admin, done } = open([1]);
  await admin.delete();
  assertEquals(done, ["delete q-sends", "delete q-dead", "delete q", "told"]);
});
