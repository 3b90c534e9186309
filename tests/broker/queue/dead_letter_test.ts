import { assert, assertEquals } from "@std/assert";
import type { StoredMsg } from "../../../lib/deps/nats_jetstream.ts";
import {
  faultHeaders,
  toDeadLetter,
} from "../../../lib/broker/queue/dead_letter.ts";
import { headersLength } from "../../../lib/broker/message_id.ts";

const ITEM = {
  queue: "q",
  created: "2026-01-01T00:00:00.000000001Z",
  sequence: 7,
};

/** The dead letter of an item of some bytes, on a broker that takes `maxPayload`. */
function buried(
  { size = 10, maxPayload = 2 ** 20, message = "nö: \n😀" } = {},
) {
  const bytes = new Uint8Array(size);
  const header = faultHeaders({
    lease: { id: "order-7", bytes } as never,
    attempts: 3,
    fault: { kind: "threw", message },
    item: ITEM,
    maxPayload,
  });
  if (header === undefined) return undefined;
  assert(headersLength(header) + size <= maxPayload);
  const time = new Date(0);
  const stored = { seq: 1, header, data: bytes, time };
  return toDeadLetter(stored as unknown as StoredMsg);
}

Deno.test("A dead letter says what was put aside, from where, and why", () => {
  const { bytes: _, time: __, ...letter } = buried() ?? {};
  assertEquals(letter as unknown, {
    id: "order-7",
    place: 1,
    sequence: 7,
    fault: { kind: "threw", message: "nö: \n😀" },
    attempts: 3,
  });
});

Deno.test("The longer an item, the less is said of its failure, and the kind last", () => {
  const message = "x".repeat(10_000);
  const kept = new Set<number>();
  for (let room = 2000; room > 120; room -= 10) {
    const letter = buried({ size: 1000, maxPayload: 1000 + room, message });
    if (letter === undefined) continue;
    assertEquals(letter.fault.kind, "threw");
    kept.add(letter.fault.message.length);
  }
  assert(kept.has(500) && kept.has(80), [...kept].join());
});

Deno.test("An item that leaves no room at all has no headers", () => {
  assertEquals(buried({ size: 1000, maxPayload: 1010 }), undefined);
});

Deno.test("A letter that another program put there has an unknown kind", () => {
  const stored = {
    seq: 2,
    header: undefined,
    data: new Uint8Array(0),
    time: new Date(0),
  };
  const { fault, attempts } = toDeadLetter(stored as unknown as StoredMsg);
  assertEquals([fault.kind, attempts], ["unknown", 0]);
});
