import { assertEquals, assertRejects } from "@std/assert";
import { recognised } from "../../../../lib/cli/commands/input/recognise.ts";
import { StreamError } from "../../../../lib/cli/stream_error.ts";

/** Reads all of an input of these bytes, some at a time. */
async function readAll(
  bytes: readonly number[],
  { size = 3, expected = "" } = {},
): Promise<number[]> {
  let at = 0;
  const read = recognised((buffer) => {
    const part = bytes.slice(at, at + Math.min(buffer.length, size));
    buffer.set(part);
    at += part.length;
    return Promise.resolve(part.length === 0 ? null : part.length);
  }, { name: "stdin", expected: (what) => what === expected });
  const all: number[] = [];
  const buffer = new Uint8Array(size);
  for (;;) {
    const count = await read(buffer);
    if (count === null) return all;
    all.push(...buffer.subarray(0, count));
  }
}

Deno.test.each<[number[], string]>([
  [[0x1f, 0x8b, 8, 0], "compressed by gzip"],
  [[0x28, 0xb5, 0x2f, 0xfd, 1], "compressed by zstd"],
  [[0x50, 0x4b, 3, 4], "a zip archive"],
  [[0xff, 0xfe, 0, 0], "UTF-32"],
  [[0xff, 0xfe, 0x61, 0], "UTF-16: add --encoding utf-16le"],
  [[0xff, 0xfe], "UTF-16: add --encoding utf-16le"],
  [[0xfe, 0xff, 0, 0x61], "UTF-16: add --encoding utf-16be"],
])(
  "Bytes that begin with %j are named, and how to read them",
  async (bytes, why) => {
    await assertRejects(() => readAll(bytes), StreamError, why);
  },
);

Deno.test.each<[number[]]>([
  [[]],
  [[0x31]],
  [[0x1f]],
  [[0x50, 0x4b, 3]],
  [[0x42, 0x5a, 0x68, 0x20, 1, 2, 3]],
  [[0x7b, 0x22, 0x61, 0x22, 0x3a, 0x31, 0x7d, 10]],
])(
  "Bytes that may be items come through, each once: %j",
  async (bytes) => {
    for (const size of [1, 2, 100]) {
      assertEquals(await readAll(bytes, { size }), bytes);
    }
  },
);

Deno.test("What a flag expects comes through", async () => {
  const bytes = [0x1f, 0x8b, 8, 0];
  assertEquals(await readAll(bytes, { expected: "compressed by gzip" }), bytes);
});
