import { assertEquals, assertRejects } from "@std/assert";
import { GivenBack } from "../../../lib/broker/receiving/given_back.ts";
import { Delivery } from "../../../lib/broker/receiving/delivery.ts";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  FakeConnection,
  fakeMessage,
  replyOf,
} from "../support/fake_connection.ts";

const deliveryOf = (count: number) =>
  new Delivery(fakeMessage({ reply: replyOf({ sequence: 7, count }) }));

Deno.test("Each time an item is given back has a note of its own", () => {
  const fake = new FakeConnection();
  const givenBack = new GivenBack(fake.connection, "q");
  givenBack.note(deliveryOf(1));
  givenBack.note(deliveryOf(2));
  fake.lose();
  givenBack.note(deliveryOf(3));
  assertEquals(fake.published.map(({ subject }) => subject), [
    "sluice.q.back.7.1",
    "sluice.q.back.7.2",
  ]);
});

Deno.test("The notes of an item are counted, and none where that is not to be known", async () => {
  const fake = new FakeConnection();
  const givenBack = new GivenBack(fake.connection, "q");
  assertEquals(await givenBack.count(7), 0);
  fake.addQueue("q-sends");
  assertEquals(await givenBack.count(7), 0);
  Object.assign(fake.streams.get("q-sends")?.state ?? {}, {
    subjects: { "sluice.q.back.7.1": 1, "sluice.q.back.7.3": 1 },
  });
  assertEquals(await givenBack.count(7), 2);
  fake.lose();
  await assertRejects(() => givenBack.count(7), BrokerError, "lost");
});
