import { assertEquals } from "@std/assert";
import { formatSize } from "../../../lib/broker/sending/format_size.ts";

Deno.test.each<[number, string]>([
  [9_999, "9999 bytes"],
  [10_240, "10 KB"],
  [1_000_000, "976.6 KB"],
  [2 ** 20, "1 MB"],
  [8 * 2 ** 20 + 200_000, "8.2 MB"],
])("%i bytes are said as %s", (size, text) => {
  assertEquals(formatSize(size), text);
});
