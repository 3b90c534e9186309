// Random bytes for the readers. More of them: `deno task fuzz`, or `-- ROUNDS SEED`
// after the file.

import { assert, assertEquals } from "@std/assert";
import { openBytes } from "../../lib/cli/commands/input/open_bytes.ts";
import { StreamError } from "../../lib/cli/stream_error.ts";
import {
  type Batch,
  type Read,
  readJson,
  readLines,
  readNullLines,
  readTable,
} from "../../lib/mod.ts";
import { chunkedRead } from "../support/chunked_read.ts";
import { SeededRandom } from "../support/seeded_random.ts";

const [rounds = 2, seed = 1] = Deno.args.map(Number);
const INPUTS = 150;

/** What random inputs are made of. */
// deno-fmt-ignore
const PIECES = [
  "{", "}", "[", "]", ",", ":", '"', "\\", "\n", "\r\n", "\r", " ", "\t", "\0", "\x1e",
  "1", "12345678901234567890", "1e400", "-", "null", "a", "ü", "😀", "\ufeff", "\ufffd",
  '{"a":1}', '[1,2]', "a,b,c\n", '"a","b"\n', "#", ";", "'", "=",
];

function randomBytes(random: SeededRandom): Uint8Array {
  const parts: number[] = [];
  const encoder = new TextEncoder();
  const size = random.below(60);
  for (let n = 0; n < size; n++) {
    const kind = random.below(12);
    if (kind === 0) parts.push(random.below(256));
    else if (kind === 1) {
      const text = random.pick(PIECES).repeat(random.below(300));
      parts.push(...encoder.encode(text));
    } else parts.push(...encoder.encode(random.pick(PIECES)));
  }
  return Uint8Array.from(parts);
}

function randomChunks(bytes: Uint8Array, random: SeededRandom): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    chunks.push(bytes.subarray(at, at += 1 + random.below(200)));
  }
  return chunks;
}

/** The items of batches that follow each other, as text. */
function itemsOf(batches: readonly Batch[]): string[] {
  let next = 0;
  return batches.flatMap((batch) => {
    assertEquals(batch.first, next);
    next += batch.count;
    if (batch.kind === "range") return [];
    if (batch.kind === "invalid") return [`invalid: ${batch.reason}`];
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      batch.bytes,
    );
    const lines = text.replace(/\n$/, "").split("\n");
    return lines;
  });
}

type Reader = (
  read: Read,
  options: { maxItems: number },
) => AsyncIterable<Batch>;

const READERS: Readonly<Record<string, Reader>> = {
  lines: readLines,
  json: readJson,
  "null lines": readNullLines,
  csv: (read, options) => readTable(read, { ...options, delimiter: "," }),
};

for (const [name, reader] of Object.entries(READERS)) {
  Deno.test(`Random ${name} are read to their end, the same however they come`, async () => {
    const random = new SeededRandom(seed);
    for (let round = 0; round < rounds * INPUTS; round++) {
      const bytes = randomBytes(random);
      const read = async (chunks: readonly Uint8Array[], maxItems: number) =>
        itemsOf(
          await Array.fromAsync(reader(chunkedRead(chunks), { maxItems })),
        );
      const whole = await read([bytes], 1000);
      const cut = await read(randomChunks(bytes, random), 1 + random.below(20));
      assertEquals(cut, whole, `${name}, round ${round} of seed ${seed}`);
      const size = whole.reduce((sum, { length }) => sum + length, 0);
      // A control character takes six bytes in JSON.
      assert(
        size <= 6 * bytes.length + 200 * whole.length,
        `${size} of ${bytes.length}`,
      );
    }
  });
}

Deno.test("Random bytes are decompressed, decoded or refused, and nothing else", async () => {
  const random = new SeededRandom(seed);
  // deno-fmt-ignore
  const begins = [[], [0x1f, 0x8b, 8], [0x78, 0x9c], [0xff, 0xfe], [0x50, 0x4b], [0x28]];
  for (let round = 0; round < rounds * 60; round++) {
    const bytes = Uint8Array.from([
      ...random.pick(begins),
      ...randomBytes(random),
    ]);
    const read = openBytes(chunkedRead(randomChunks(bytes, random)), {
      name: "stdin",
      decompress: random.pick([
        undefined,
        "auto",
        "gzip",
        "deflate",
        "deflate-raw",
      ]),
      encoding: random.pick([undefined, "utf-16le", "shift_jis", "gb18030"]),
    });
    try {
      const buffer = new Uint8Array(500);
      while (await read(buffer) !== null);
    } catch (error) {
      assert(
        error instanceof StreamError,
        `${error}, round ${round} of seed ${seed}`,
      );
    }
  }
});
