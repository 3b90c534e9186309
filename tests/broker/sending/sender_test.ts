import { assertEquals, assertRejects } from "@std/assert";
import { jsonCodec } from "../../../lib/broker/json_codec.ts";
import { brokerIdOf, digestOf } from "../../../lib/broker/message_id.ts";
import type { Outbox } from "../../../lib/broker/sending/outbox.ts";
import type { Publication } from "../../../lib/broker/sending/pending_publish.ts";
import { Sender } from "../../../lib/broker/sending/sender.ts";

function open() {
  const sent: Publication[] = [];
  const outbox = {
    send(publication: Publication) {
      sent.push(publication);
      return Promise.resolve({ sequence: 1, isDuplicate: false });
    },
  } as unknown as Outbox;
  const sender = new Sender<unknown>(outbox, jsonCodec());
  const ids = () => sent.map(({ headers }) => brokerIdOf(headers));
  return { sender, sent, ids };
}

const WAIT = { mayWait: true };
const ITEM = { queue: "q", created: "c", sequence: 7 };

Deno.test("Values without an id get one that no other value has", async () => {
  const { sender, ids } = open();
  for (let n = 0; n < 3; n++) await sender.send(n, WAIT);
  await open().sender.send(0, WAIT);
  assertEquals(new Set(ids()).size, 3);
  assertEquals(ids().map((id) => id.split("-").at(-1)), ["1", "2", "3"]);
});

Deno.test("An id holds the digest of its value, and names one value alone", async () => {
  const { sender, ids } = open();
  await sender.send({ a: 1 }, { ...WAIT, id: "order" });
  await sender.send({ a: 1 }, { ...WAIT, id: "order" });
  const digest = digestOf(new TextEncoder().encode('{"a":1}'));
  assertEquals(ids(), [`order~${digest}`, `order~${digest}`]);
  const other = () => sender.send({ a: 2 }, { ...WAIT, id: "order" });
  await assertRejects(other, Error, "another value");
  await sender.send("b", { ...WAIT, id: "b", digest: "known" });
  assertEquals(ids().at(-1), "b~known");
});

Deno.test("A result is named by its item, whatever it is", async () => {
  const { sender, ids } = open();
  await sender.sendResult(1, ITEM, WAIT);
  await sender.sendResult(2, ITEM, WAIT);
  assertEquals(ids(), Array(2).fill("result:q:c:7"));
});

Deno.test("What cannot be sent rejects, and is never thrown", async () => {
  const { sender, sent } = open();
  const refused = [
    sender.send(undefined, WAIT),
    sender.send(1, { ...WAIT, timeout: -1 }),
    sender.send(1, { ...WAIT, id: "ü" }),
  ];
  for (const one of refused) await assertRejects(() => one, Error);
  assertEquals(sent, []);
});
