import { assertEquals, assertThrows } from "@std/assert";
import { lookupParts } from "../../../../lib/sandbox/context/lookup/lookup_parts.ts";
import { LookupTable } from "../../../../lib/sandbox/context/lookup/lookup_table.ts";

Deno.test("What a table is made of is known of tables alone", async () => {
  const table = await LookupTable.from([{ id: 1 }, { id: 2 }]);
  assertEquals([lookupParts(table).keys, table.size], [2, 2]);
  for (const other of [{}, Object.create(LookupTable.prototype)]) {
    assertThrows(() => lookupParts(other), TypeError, "no LookupTable");
  }
});
