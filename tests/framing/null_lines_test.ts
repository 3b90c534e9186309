import { assertEquals } from "@std/assert";
import { readNullLines } from "../../lib/framing/null_lines.ts";
import { chunkedRead, everyCut } from "../support/chunked_read.ts";
import { itemsOf } from "../support/items_of.ts";
import { collect } from "../support/lines_of.ts";

async function read(chunks: readonly Uint8Array[], maxItems = 10) {
  const batches = readNullLines(chunkedRead(chunks), { maxItems });
  return itemsOf(await collect(batches));
}

Deno.test("readNullLines() gives the same texts wherever the bytes are cut", async () => {
  for (const chunks of everyCut('a\nb\0\0"ü\r\n"\0last')) {
    const texts = (await read(chunks)).map(({ value }) => value);
    assertEquals(texts, ["a\nb", "", '"ü\r\n"', "last"]);
  }
});

Deno.test("readNullLines() takes the last null byte for an end, not a text", async () => {
  const bytes = new TextEncoder().encode("a\0b\0");
  assertEquals(await read([bytes], 1), [{ value: "a" }, { value: "b" }]);
});

Deno.test("readNullLines() refuses a text that is not UTF-8, and only that", async () => {
  const bytes = Uint8Array.from("a\0\xff\n\0b", (char) => char.charCodeAt(0));
  assertEquals(await read([bytes]), [
    { value: "a" },
    { value: "\ufffd\n", refused: "not valid UTF-8" },
    { value: "b" },
  ]);
});
