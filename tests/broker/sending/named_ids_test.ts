import { assert, assertEquals, assertThrows } from "@std/assert";
import { BrokerError } from "../../../lib/broker/broker_error.ts";
import { NamedIds } from "../../../lib/broker/sending/named_ids.ts";

Deno.test("The same value may be sent under its id again, another one may not", () => {
  const ids = new NamedIds();
  const first = ids.brokerId("a", "1");
  assertEquals(ids.brokerId("a", "1"), first);
  assert(ids.brokerId("b", "1") !== first);
  const error = assertThrows(() => ids.brokerId("a", "2"), BrokerError);
  assertEquals(error.kind, "id");
});

Deno.test("The latest ten thousand ids are remembered, and not all", () => {
  const ids = new NamedIds();
  for (let n = 0; n < 20_000; n++) ids.brokerId(`${n}`, "1");
  ids.brokerId("0", "2");
  for (const id of ["10000", "19999"]) {
    assertThrows(() => ids.brokerId(id, "2"), BrokerError);
  }
});
