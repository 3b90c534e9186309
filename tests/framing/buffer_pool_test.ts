import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Batch, BufferPool, readLines } from "../../lib/mod.ts";
import {
  type BytesBatch,
  bytesOf,
  splitBatch,
} from "../../lib/framing/batch.ts";
import { adopt, BUFFER_SIZE, lend } from "../../lib/framing/buffer_pool.ts";

/** A batch of `count` items in a buffer. */
function batchIn(buffer: Uint8Array<ArrayBuffer>, count: number): BytesBatch {
  return {
    kind: "bytes",
    first: 0,
    count,
    bytes: buffer.subarray(0, 2 * count),
  };
}

Deno.test("BufferPool gives a buffer again when every share of it is back", () => {
  const pool = new BufferPool();
  const buffer = pool.take(1);
  const batch = batchIn(buffer, 5);
  lend(pool, batch);
  buffer[0] = 7;
  pool.giveBack({ bytes: buffer, count: 1 });
  pool.giveBack({ ...batch, count: 3 });
  assertEquals(buffer[0], 7);
  pool.giveBack({ ...batch, count: 2 });
  assertEquals(pool.take(1)[0], 7);
});

Deno.test("BufferPool keeps no buffer of another size, and knows only its own", () => {
  const pool = new BufferPool();
  const large = pool.take(BUFFER_SIZE + 1);
  pool.giveBack({ bytes: large, count: 1 });
  const strange = new Uint8Array(BUFFER_SIZE);
  pool.giveBack({ bytes: strange, count: 1 });
  pool.giveBack({ kind: "range", first: 0, count: 1, rangeStart: 0 });
  const next = pool.take(1);
  assert(next.buffer !== large.buffer);
  assert(next.buffer !== strange.buffer);
});

Deno.test("BufferPool takes in a buffer from elsewhere, and gives it when its shares are back", () => {
  const pool = new BufferPool();
  const buffer = new ArrayBuffer(BUFFER_SIZE);
  const bytes = new Uint8Array(buffer);
  bytes[0] = 7;
  adopt(pool, { buffer, shares: 4 });
  for (const count of [1, 3]) {
    assertEquals(pool.take(1)[0], 0);
    pool.giveBack(batchIn(bytes, count));
  }
  const again = pool.take(1);
  assertEquals(again[0], 7);
  adopt(pool, { buffer: again.buffer, shares: 0 });
  assertEquals(pool.take(1)[0], 7);
});

Deno.test("BufferPool refuses what is given back twice", () => {
  const pool = new BufferPool();
  const bytes = pool.take(1);
  pool.giveBack({ bytes, count: 1 });
  const live = pool.take(1);
  assertThrows(() => pool.giveBack({ bytes, count: 1 }), RangeError);
  live[0] = 7;
  assertEquals(bytes.length, 0, "a buffer that is used again is out of reach");
  const large = pool.take(BUFFER_SIZE + 1);
  pool.giveBack({ bytes: large, count: 1 });
  assertThrows(() => pool.giveBack({ bytes: large, count: 1 }), RangeError);
  assertThrows(() => pool.giveBack({ bytes: live, count: 2 }), RangeError);
});

/** Reads numbered lines until they are `most`, a few thousand bytes at a time. */
function readNumbers(
  most: number,
): (into: Uint8Array) => Promise<number | null> {
  const encoder = new TextEncoder();
  let next = 0;
  let rest = "";
  return (into) => {
    while (rest.length < 5000 && next < most) rest += `${next++}\n`;
    if (rest === "") return Promise.resolve(null);
    const { read, written } = encoder.encodeInto(rest, into);
    rest = rest.slice(read);
    return Promise.resolve(written);
  };
}

Deno.test("Lines read into buffers that were given back are the same lines", async () => {
  const MOST = 300_000;
  const buffers = new BufferPool();
  const decoder = new TextDecoder();
  // A buffer that was never used begins with zeros, not with digits.
  let fresh = 0;
  const take = buffers.take.bind(buffers);
  buffers.take = (size) => {
    const buffer = take(size);
    if (buffer[0] === 0) fresh++;
    return buffer;
  };
  const held: Batch[] = [];
  let next = 0;
  const check = (batch: Batch) => {
    const lines = decoder.decode(bytesOf(batch)).split("\n");
    for (const line of lines.slice(0, -1)) assertEquals(line, `${next++}`);
    buffers.giveBack(batch);
  };
  for await (
    const batch of readLines(readNumbers(MOST), { maxItems: 7000, buffers })
  ) {
    // In two parts, and some batches later: what was read since must be elsewhere.
    for (const part of splitBatch(batch, 3000)) if (part) held.push(part);
    while (held.length > 9) check(held.shift() as Batch);
  }
  for (const batch of held) check(batch);
  assertEquals(next, MOST);
  assert(fresh <= 4, `${fresh} buffers`);
});
