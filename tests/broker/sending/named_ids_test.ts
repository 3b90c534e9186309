import { assert, assertEquals, assertThrows } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import { NamedIds } from "../../../lib/broker/sending/named_ids.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("The same value may be sent under its id again, another one may not", () => {
  const ids = new NamedIds();
  const first = ids.brokerId("a", bytes("1"));
  assertEquals(ids.brokerId("a", bytes("1")), first);
  assert(ids.brokerId("b", bytes("1")) !== first);
  const error = assertThrows(() => ids.brokerId("a", bytes("2")), BrokerError);
  assertEquals(error.kind, "id");
});

Deno.test("Ten thousand ids are remembered, the latest", () => {
  const ids = new NamedIds();
  for (let n = 0; n <= 10_000; n++) ids.brokerId(`${n}`, bytes("1"));
  ids.brokerId("0", bytes("2"));
  assertThrows(() => ids.brokerId("10000", bytes("2")), BrokerError);
});
