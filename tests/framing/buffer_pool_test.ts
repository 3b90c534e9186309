import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { type Batch, BufferPool, readLines } from "../../lib/mod.ts";
import { splitBatch } from "../../lib/framing/batch.ts";
import { BUFFER_SIZE } from "../../lib/framing/buffer_pool.ts";

/** A batch of `count` items in a buffer. */
function batchIn(buffer: Uint8Array<ArrayBuffer>, count: number): Batch {
  return { first: 0, count, bytes: buffer.subarray(0, 2 * count), from: 0 };
}

Deno.test("BufferPool gives a buffer again when every share of it is back", () => {
  const pool = new BufferPool();
  const buffer = pool.take(1);
  const batch = batchIn(buffer, 5);
  pool.lend(batch);
  pool.giveBack({ bytes: buffer, count: 1 });
  pool.giveBack({ ...batch, count: 3 });
  assert(pool.take(1).buffer !== buffer.buffer);
  pool.giveBack({ ...batch, count: 2 });
  assertStrictEquals(pool.take(1).buffer, buffer.buffer);
});

Deno.test("BufferPool keeps no buffer of another size, and knows only its own", () => {
  const pool = new BufferPool();
  const large = pool.take(BUFFER_SIZE + 1);
  pool.giveBack({ bytes: large, count: 1 });
  const strange = new Uint8Array(BUFFER_SIZE);
  pool.giveBack({ bytes: strange, count: 1 });
  pool.giveBack({ bytes: null, count: 1 });
  const next = pool.take(1);
  assert(next.buffer !== large.buffer);
  assert(next.buffer !== strange.buffer);
});

Deno.test("BufferPool takes in a buffer from elsewhere, and gives it when its shares are back", () => {
  const pool = new BufferPool();
  const buffer = new ArrayBuffer(BUFFER_SIZE);
  pool.adopt(buffer, 4);
  for (const count of [1, 3]) {
    assert(pool.take(1).buffer !== buffer);
    pool.giveBack(batchIn(new Uint8Array(buffer), count));
  }
  assertStrictEquals(pool.take(1).buffer, buffer);
  pool.adopt(buffer);
  assertStrictEquals(pool.take(1).buffer, buffer);
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
  const used = new Set<ArrayBuffer>();
  const held: Batch[] = [];
  let next = 0;
  const check = (batch: Batch) => {
    const lines = decoder.decode(batch.bytes ?? new Uint8Array(0)).split("\n");
    for (const line of lines.slice(0, -1)) assertEquals(line, `${next++}`);
    buffers.giveBack(batch);
  };
  for await (
    const batch of readLines(readNumbers(MOST), { maxItems: 7000, buffers })
  ) {
    if (batch.bytes !== null) used.add(batch.bytes.buffer);
    // In two parts, and some batches later: what was read since must be elsewhere.
    for (const part of splitBatch(batch, 3000)) if (part) held.push(part);
    while (held.length > 9) check(held.shift() as Batch);
  }
  for (const batch of held) check(batch);
  assertEquals(next, MOST);
  assert(used.size <= 4, `${used.size} buffers`);
});
