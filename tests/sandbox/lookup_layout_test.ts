import { assert, assertEquals } from "@std/assert";
import {
  hashOf,
  recordBits,
  recordIn,
  slotOf,
} from "../../lib/sandbox/lookup_layout.ts";

Deno.test.each([[1], [2], [255], [2 ** 20], [2 ** 31], [2 ** 32 - 2]])(
  "A slot gives back its record, of %i records, for the hash of its key",
  (records) => {
    const bits = recordBits(records);
    for (const record of [0, Math.floor(records / 2), records - 1]) {
      for (const key of ["", "a", "zebra", "ключ"]) {
        const slot = slotOf(record, hashOf(key), bits);
        assert(slot > 0, "0 says that a slot is free");
        assertEquals(recordIn(slot, hashOf(key), bits), record);
      }
    }
  },
);

Deno.test("A slot tells most other keys without reading their records", () => {
  const bits = recordBits(1000);
  const slot = slotOf(7, hashOf("key"), bits);
  const others = Array.from({ length: 1000 }, (_, n) => hashOf(`other ${n}`));
  assertEquals(others.filter((hash) => recordIn(slot, hash, bits) >= 0), []);
});
