import { assert, assertEquals, assertThrows } from "@std/assert";
import { headers } from "../../lib/deps/nats_transport.ts";
import {
  checkId,
  derivedId,
  digestOf,
  FAULT,
  headersLength,
  idHeaders,
  namedId,
  originOf,
  senderId,
} from "../../lib/broker/message_id.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("A named value has an id of its name and its bytes, and its sender knows the name", () => {
  for (const id of ["order-7", "a~b", "~", "x".repeat(256)]) {
    const full = namedId(id, digestOf(bytes("1")));
    assertEquals(senderId(idHeaders(full)), id);
    assert(full !== namedId(id, digestOf(bytes("2"))));
  }
});

Deno.test("A message without a name has none for its sender", () => {
  assertEquals(senderId(undefined), "");
  assertEquals(senderId(idHeaders("prefix-12")), "prefix-12");
});

Deno.test("A digest is 22 characters that a header carries as they are", () => {
  for (let n = 0; n < 100; n++) {
    assertEquals(/^[\w-]{22}$/.test(digestOf(bytes(`${n}`))), true);
  }
});

Deno.test.each([[""], ["a\nb"], ["ä"], ["\t"], ["x".repeat(257)]])(
  "An id that a header cannot carry is refused: %j",
  (id) => {
    assertThrows(() => checkId(id), RangeError, "1 to 256 printable");
  },
);

Deno.test("What comes of an item is named by purpose, queue, its making and sequence", () => {
  const item = { queue: "q", created: "2026", sequence: 3 };
  const ids = [
    derivedId("result", item),
    derivedId("dead", item),
    derivedId("result", { ...item, created: "2027" }),
    derivedId("result", { ...item, sequence: 4 }),
  ];
  assertEquals(new Set(ids).size, ids.length);
});

Deno.test("A message that was sent again says where it came from", () => {
  const origin = { id: "order-7", attempts: 2 };
  assertEquals(originOf(idHeaders("id", origin)), origin);
  assertEquals(originOf(idHeaders("id")), undefined);
  assertEquals(originOf(undefined), undefined);
});

Deno.test.each([["{"], ["null"], ["7"], ['{"id":7,"attempts":1}'], [
  '{"id":"a","attempts":1.5}',
]])(
  "What another program wrote into the header is no origin: %s",
  (text) => {
    const about = headers();
    about.set(FAULT, text);
    assertEquals(originOf(about), undefined);
  },
);

Deno.test("Headers take the bytes on the wire that they are counted as", () => {
  const about = idHeaders("a", { id: "b", attempts: 1 });
  const wire = "NATS/1.0\r\n" +
    about.keys().map((key) => `${key}: ${about.get(key)}\r\n`).join("") +
    "\r\n";
  assertEquals(headersLength(about), wire.length);
});
