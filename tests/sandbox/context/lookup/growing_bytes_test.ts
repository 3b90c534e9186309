import { assertEquals, assertThrows } from "@std/assert";
import { GrowingBytes } from "../../../../lib/sandbox/context/lookup/growing_bytes.ts";

Deno.test("Bytes stay where they were put, however far the memory grows", () => {
  const bytes = new GrowingBytes();
  const parts = [1, 2 ** 16 - 1, 1, 2 ** 17, 0, 3].map((size, n) =>
    new Uint8Array(size).fill(n + 1)
  );
  const begins = parts.map((part) => bytes.add(part));
  assertEquals(begins, [0, 1, 2 ** 16, 65_537, 196_609, 196_609]);
  assertEquals(bytes.size, 196_612);
  const all = new Uint8Array(bytes.buffer);
  for (const [n, part] of parts.entries()) {
    const begin = begins[n] ?? NaN;
    const isThere = part.every((byte, at) => all[begin + at] === byte);
    assertEquals(isThere, true, `part ${n}`);
  }
});

Deno.test("A table over 4 GB is refused, and what was there stays", () => {
  const bytes = new GrowingBytes();
  bytes.add(new Uint8Array(1));
  const huge = { length: 2 ** 32 - 2 ** 16 } as Uint8Array;
  assertThrows(() => bytes.add(huge), RangeError, "4 GB");
  assertEquals(bytes.size, 1);
});
