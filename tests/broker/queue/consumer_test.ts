import { assertEquals, assertRejects } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import {
  findConsumer,
  renewConsumer,
} from "../../../lib/broker/queue/consumer.ts";
import { FakeConnection, notFound } from "../support/fake_connection.ts";

/** A broker with a consumer, or without one, that notes what it is asked to do. */
function open({ isThere = true, error = notFound(10014) as Error } = {}) {
  const fake = new FakeConnection();
  const done: string[] = [];
  let has = isThere;
  const answer = (what: string, value: boolean) => () => {
    if (!has && what !== "add") return Promise.reject(error);
    done.push(what);
    has = value;
    return Promise.resolve({ config: what });
  };
  Object.assign(fake.jsm.consumers, {
    info: answer("info", true),
    add: answer("add", true),
    delete: answer("delete", false),
  });
  return { connection: fake.connection, done };
}

Deno.test("A consumer that is missing is made, and one that is there is used", async () => {
  const there = open();
  await findConsumer(there.connection, "q");
  assertEquals(there.done, ["info"]);
  const none = open({ isThere: false });
  await findConsumer(none.connection, "q");
  assertEquals(none.done, ["add"]);
});

Deno.test("Only for a missing one another is made", async () => {
  const denied = new BrokerError("denied", "no");
  const { connection, done } = open({ isThere: false, error: denied });
  await assertRejects(() => findConsumer(connection, "q"), BrokerError, "no");
  assertEquals(done, []);
});

Deno.test("A consumer is renewed, also where another worker does the same", async () => {
  const there = open();
  await renewConsumer(there.connection, "q", {});
  assertEquals(there.done, ["delete", "add"]);
  const gone = open({ isThere: false });
  await renewConsumer(gone.connection, "q", {});
  assertEquals(gone.done, ["add"]);
  const denied = new BrokerError("denied", "no");
  const refused = open({ isThere: false, error: denied });
  await assertRejects(
    () => renewConsumer(refused.connection, "q", {}),
    BrokerError,
  );
});
