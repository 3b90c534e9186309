import { assertEquals, assertRejects } from "@std/assert";
import type { Batch } from "../../lib/framing/batch.ts";
import { BufferPool } from "../../lib/framing/buffer_pool.ts";
import { invalidItem } from "../../lib/framing/invalid_item.ts";
import { sliceItems } from "../../lib/framing/slice_items.ts";
import { rangeBatches, readLines } from "../../lib/framing/sources.ts";
import { ByteSource } from "../support/byte_source.ts";
import { chunkedRead } from "../support/chunked_read.ts";
import { collect, linesOf } from "../support/lines_of.ts";
import { SeededRandom } from "../support/seeded_random.ts";

const encoder = new TextEncoder();

function lines(text: string, maxItems: number) {
  const buffers = new BufferPool();
  return {
    buffers,
    source: readLines(chunkedRead([encoder.encode(text)]), {
      maxItems,
      buffers,
    }),
  };
}

Deno.test("sliceItems() gives the items that are asked for, at their own positions", async () => {
  const random = new SeededRandom(2);
  for (let round = 0; round < 300; round++) {
    const hasBlanks = random.below(2) === 0;
    const all = Array.from(
      { length: random.below(30) },
      (_, n) =>
        hasBlanks && random.below(3) === 0
          ? random.pick(["", " \t", "\r"])
          : `${n}`,
    );
    const skip = random.below(12);
    const limit = random.below(12);
    const { source, buffers } = lines(
      all.map((l) => `${l}\n`).join(""),
      1 + random.below(6),
    );
    const batches = await collect(
      sliceItems(source, { skip, limit, hasBlanks, buffers }),
    );
    const isItem = (line: string) => !hasBlanks || line.trim() !== "";
    const items = all.map((line, at) => ({ line, at })).filter(({ line }) =>
      isItem(line)
    ).slice(skip, skip + limit);
    const given = linesOf(batches).filter(isItem);
    assertEquals(given, items.map(({ line }) => line));
    const first = batches[0];
    if (first === undefined) continue;
    let next = first.first;
    for (const { first, count } of batches) {
      assertEquals(first, next);
      next += count;
    }
  }
});

Deno.test("sliceItems() cuts ranges, and counts an invalid item as one", async () => {
  const range = await collect(
    sliceItems(rangeBatches({ from: 5, to: 100 }, 7), {
      skip: 10,
      limit: 3,
      hasBlanks: true,
    }),
  );
  assertEquals(
    range,
    [
      { kind: "range", first: 10, count: 3, rangeStart: 15 },
    ].flatMap(({ kind, ...rest }) => [
      { kind, ...rest, count: 3 },
    ]) as Batch[],
  );
  const bad = Array.from(
    { length: 4 },
    (_, first) => invalidItem({ first, reason: "no", input: "" }),
  );
  const some = await collect(
    sliceItems(bad, { skip: 1, limit: 2, hasBlanks: true }),
  );
  assertEquals(some.map(({ first }) => first), [1, 2]);
});

Deno.test("sliceItems() asks for no more than it gives", async () => {
  const source = new ByteSource();
  source.push("1\n2\n3\n");
  const some = sliceItems(readLines(source.read, { maxItems: 10 }), {
    limit: 3,
    hasBlanks: true,
  });
  assertEquals(linesOf(await collect(some)), ["1", "2", "3"]);
  const none = new ByteSource();
  await collect(
    sliceItems(readLines(none.read, { maxItems: 10 }), {
      limit: 0,
      hasBlanks: true,
    }),
  );
  assertEquals(none.reads, 0);
  source.end();
});

Deno.test("sliceItems() refuses what is no count", async () => {
  for (
    const options of [{ skip: -1 }, { skip: 0.5 }, { limit: NaN }, {
      limit: -1,
    }]
  ) {
    await assertRejects(
      () => collect(sliceItems([], { ...options, hasBlanks: true })),
      RangeError,
    );
  }
});
