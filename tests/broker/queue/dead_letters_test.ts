import { assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import type { Publisher } from "../../../lib/broker/connection/publisher.ts";
import { brokerIdOf, originOf } from "../../../lib/broker/message_id.ts";
import { TimeoutError } from "../../../lib/errors.ts";
import { DeadLetters } from "../../../lib/broker/queue/dead_letters.ts";
import type { DeadLetter } from "../../../lib/broker/queue/dead_letter.ts";
import {
  FakeConnection,
  fakeMessage,
  notFound,
} from "../support/fake_connection.ts";

/** The dead letters of a queue, which lie at these places. */
function open(places: readonly number[], last = places.at(-1) ?? 0) {
  const fake = new FakeConnection();
  fake.addQueue("q-dead", { size: places.length });
  Object.assign(fake.streams.get("q-dead")?.state ?? {}, {
    ...{ first_seq: places[0] ?? 1, last_seq: last },
  });
  const removed: number[] = [];
  Object.assign(fake.jsm.streams, {
    getMessage: (_: string, { seq }: { seq: number }) => {
      const found = places.find((place) => place >= seq);
      if (found === undefined) return Promise.reject(notFound(10037));
      const { headers: header, data } = fakeMessage({ text: `${found}` });
      return Promise.resolve({ seq: found, header, data, time: new Date(0) });
    },
    deleteMessage: (_: string, place: number) => {
      removed.push(place);
      const isThere = places.includes(place);
      return isThere ? Promise.resolve(true) : Promise.reject(notFound(10037));
    },
  });
  const letters = new DeadLetters(fake.connection, {} as Publisher, "q");
  return { fake, letters, removed };
}

const placesOf = async (letters: DeadLetters) =>
  (await Array.fromAsync(letters.list())).map(({ place }) => place);

Deno.test("Letters are listed in their order, over the gaps between them", async () => {
  assertEquals(await placesOf(open([3, 4, 9]).letters), [3, 4, 9]);
  assertEquals(await placesOf(open([]).letters), []);
});

Deno.test("Letters that came after the list was begun are left out", async () => {
  assertEquals(await placesOf(open([1, 2, 8], 5).letters), [1, 2]);
});

Deno.test("A queue without dead letters has none, though nothing was ever made for them", async () => {
  const { fake, letters } = open([1]);
  fake.streams.delete("q-dead");
  assertEquals(await placesOf(letters), []);
  const letter = { place: 1 } as DeadLetter;
  await assertRejects(() => letters.revival(letter), BrokerError, "q-dead");
});

Deno.test("What is sent again is the same value, once, and knows where it came from", async () => {
  const { letters } = open([1]);
  const bytes = new TextEncoder().encode("v");
  const letter = { ...{ bytes, id: "order", place: 7 }, attempts: 3 };
  const one = await letters.revival(letter as DeadLetter);
  const two = await letters.revival(letter as DeadLetter);
  assertEquals(one.data, bytes);
  assertEquals(originOf(one.headers), { id: "order", attempts: 3 });
  assertEquals(brokerIdOf(one.headers), brokerIdOf(two.headers));
  assertEquals(brokerIdOf(one.headers).endsWith(":7"), true);
});

Deno.test("A letter that another has taken out is out", async () => {
  const { letters, removed } = open([1]);
  for (const place of [1, 2]) await letters.remove({ place } as DeadLetter);
  assertEquals(removed, [1, 2]);
});

Deno.test("Who adds or sends again does not wait for a broker that is silent", async () => {
  const { fake, letters } = open([1]);
  fake.jsm.streams.info = () => new Promise<never>(() => {});
  const signal = AbortSignal.abort(new Error("enough"));
  const burial = {
    lease: { bytes: new Uint8Array(0) },
    fault: { kind: "threw", message: "no" },
    item: { queue: "q", created: "", sequence: 1 },
    attempts: 1,
  } as unknown as Parameters<DeadLetters["add"]>[0];
  await assertRejects(() => letters.add(burial, signal), Error, "enough");
  const letter = { place: 1 } as DeadLetter;
  const again = () => letters.revival(letter, { timeout: 1 });
  await assertRejects(again, TimeoutError, "time is out");
});
