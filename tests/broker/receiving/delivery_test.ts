import { assertEquals } from "@std/assert";
import { Delivery } from "../../../lib/broker/receiving/delivery.ts";
import { fakeMessage, replyOf } from "../support/fake_connection.ts";

const read = (reply: string) => {
  const { count, sequence, storedAt } = new Delivery(fakeMessage({ reply }));
  return [count, sequence, storedAt];
};

Deno.test("An answer goes where all is said of a value, with a domain or without", () => {
  const reply = replyOf({ sequence: 7, count: 3, storedAt: 5_000 });
  assertEquals(read(reply), [3, 7, 5_000]);
  const inDomain = reply.replace("$JS.ACK.", "$JS.ACK.hub.account.");
  assertEquals(read(`${inDomain}.token`), [3, 7, 5_000]);
});

Deno.test("What is said of a value is what the broker knows to read", () => {
  const said: string[] = [];
  const respond = (text: string) => void said.push(text);
  const delivery = new Delivery(fakeMessage({ reply: replyOf(), respond }));
  delivery.ack();
  delivery.inProgress();
  delivery.nak(0);
  delivery.nak(1.5);
  assertEquals(said, ["+ACK", "+WPI", "-NAK", '-NAK {"delay":1500000}']);
});

Deno.test("The id of a value is empty where its sender gave none", () => {
  const message = fakeMessage({ headers: { "Nats-Msg-Id": "a~b" } });
  assertEquals(new Delivery(message).id, "a~b");
  assertEquals(new Delivery(fakeMessage()).id, "");
});
