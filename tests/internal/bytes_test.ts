import { assertEquals } from "@std/assert";
import { decodeStrictly, encode } from "../../lib/internal/bytes.ts";

Deno.test("Bytes are text only if they are UTF-8, a U+FFFD of their own included", () => {
  for (const text of ["", "a", "é", "\ufffd", "a\ufffdb", "\ufeffa", "𝄞\0"]) {
    assertEquals(decodeStrictly(encode(text)), text);
  }
  const half = encode("é").subarray(0, 1);
  const surrogate = Uint8Array.of(0xed, 0xa0, 0x80);
  for (const bytes of [half, surrogate, Uint8Array.of(0xc0, 0x80)]) {
    assertEquals(decodeStrictly(bytes), undefined);
    const mixed = Uint8Array.of(0xef, 0xbf, 0xbd, ...bytes);
    assertEquals(decodeStrictly(mixed), undefined);
  }
});
