import { assertEquals, assertRejects } from "@std/assert";
import {
  decompressed,
  type DecompressedOptions,
} from "../../../../lib/cli/commands/input/decompressed.ts";
import { StreamError } from "../../../../lib/cli/stream_error.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import { compress, joined } from "../../../support/compressed.ts";

type Compression = DecompressedOptions["compression"];

/** The text that is read before anything fails, and why that does. */
async function read(
  chunks: readonly Uint8Array[],
  compression: Compression = "auto",
): Promise<[text: string, failure?: string]> {
  const from = decompressed(chunkedRead(chunks), { name: "x", compression });
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const buffer = new Uint8Array(5);
    try {
      const size = await from(buffer);
      if (size === null) return [text];
      text += decoder.decode(buffer.subarray(0, size), { stream: true });
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      return [text, error.message];
    }
  }
}

const gzip = (text: string) => compress.gzip?.(text) ?? new Uint8Array();

Deno.test("Members follow each other, with padding behind the last", async () => {
  const bytes = joined(gzip("ab\n"), gzip(""), gzip("cd\n"), new Uint8Array(9));
  assertEquals(await read([bytes]), ["ab\ncd\n"]);
  assertEquals(await read([...bytes].map((b) => Uint8Array.of(b))), [
    "ab\ncd\n",
  ]);
});

Deno.test("What stands before the fault is read, and then the fault is told", async () => {
  const fault = Uint8Array.from({ length: 20 }, () => 0xff);
  const broken = joined(gzip("ab\n"), gzip("cd\n").subarray(0, 10), fault);
  const [text, failure = ""] = await read([broken]);
  assertEquals(text, "ab\n");
  assertEquals(
    failure.includes("the compressed data is broken"),
    true,
    failure,
  );
  const short = gzip("ab\n").subarray(0, -3);
  assertEquals(
    (await read([short]))[1],
    "Cannot read x: the compressed data breaks off",
  );
});

Deno.test("What cannot be compressed data says so, and how to read it", async () => {
  const [, failure] = await read([new TextEncoder().encode("plain\n")]);
  assertEquals(failure?.includes("leave out -z"), true);
  assertEquals((await read([]))[1]?.includes("it is empty"), true);
});

Deno.test("Once it has failed it fails again", async () => {
  const how = { name: "x", compression: "gzip" } as const;
  const from = decompressed(chunkedRead([]), how);
  for (let n = 0; n < 2; n++) {
    await assertRejects(() => from(new Uint8Array(1)), StreamError, "empty");
  }
});
