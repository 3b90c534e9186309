import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Batch } from "../../lib/framing/batch.ts";
import { rangeBatches, readLines } from "../../lib/framing/sources.ts";
import { ByteSource } from "../support/byte_source.ts";
import { collect, linesOf } from "../support/lines_of.ts";
import { settled } from "../support/settled.ts";

async function nextLines(batches: AsyncIterator<Batch>): Promise<string[]> {
  const { done, value } = await batches.next();
  return done ? ["<end>"] : linesOf([value]);
}

Deno.test("readLines() gives every line of an input, and ends", async () => {
  const source = new ByteSource();
  for (const part of ["one\ntw", "o\n", "\nlast"]) source.push(part);
  source.end();
  const batches = await collect(readLines(source.read, { maxItems: 10 }));
  assertEquals(linesOf(batches), ["one", "two", "", "last"]);
});

Deno.test("readLines() of an empty input gives nothing", async () => {
  const source = new ByteSource();
  source.end();
  assertEquals(await collect(readLines(source.read, { maxItems: 1 })), []);
});

Deno.test("readLines() gives the lines there are when the input is idle", async () => {
  const source = new ByteSource();
  const batches = readLines(source.read, { maxItems: 100 });
  source.push("one\ntwo\nthr");
  assertEquals(await nextLines(batches), ["one", "two"]);

  source.push("ee\nfour\n");
  assertEquals(await nextLines(batches), ["three", "four"]);
  source.end();
  assertEquals(await nextLines(batches), ["<end>"]);
});

Deno.test("readLines() waits for the end of a line, however idle the input is", async () => {
  const source = new ByteSource();
  const next = nextLines(readLines(source.read, { maxItems: 100 }));
  source.push("o");
  assertEquals(await settled(next), false);
  source.push("ne\n");
  assertEquals(await next, ["one"]);
});

Deno.test("readLines() does not read before it is asked", async () => {
  const source = new ByteSource();
  readLines(source.read, { maxItems: 1 });
  assertEquals(await settled(Promise.withResolvers<void>().promise), false);
  assertEquals(source.reads, 0);
});

Deno.test("readLines() reads at most one time ahead of who asks", async () => {
  const source = new ByteSource();
  for (let n = 0; n < 5; n++) source.push("x\n".repeat(2 ** 17));
  const batches = readLines(source.read, { maxItems: 2 ** 17 });
  await batches.next();
  const { reads } = source;
  assertEquals(await settled(Promise.withResolvers<void>().promise), false);
  assertEquals(source.reads, reads);
  assertEquals(reads <= 2, true);
});

Deno.test("readLines() aborted while a read is pending ends at once", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const batches = readLines(source.read, { maxItems: 10, signal });
  source.push("one\ntw");
  assertEquals(await nextLines(batches), ["one"]);

  const next = nextLines(batches);
  assertEquals(await settled(next), false);
  controller.abort();
  assertEquals(await next, ["<end>"]);
});

Deno.test("readLines() with an aborted signal reads nothing", async () => {
  const source = new ByteSource();
  const signal = AbortSignal.abort();
  const batches = await collect(
    readLines(source.read, { maxItems: 1, signal }),
  );
  assertEquals(batches, []);
  assertEquals(source.reads, 0);
});

Deno.test("readLines() is not disturbed by a read that fails after the abort", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const next = nextLines(readLines(source.read, { maxItems: 10, signal }));
  await settled(next);
  controller.abort();
  assertEquals(await next, ["<end>"]);
  source.fail(new Error("late"));
  await settled(next);
});

Deno.test("readLines() rejects with what a read threw, after the lines before it", async () => {
  const source = new ByteSource();
  source.push("one\n");
  const batches = readLines(source.read, { maxItems: 10 });
  assertEquals(await nextLines(batches), ["one"]);
  source.fail(new Error("disk on fire"));
  await assertRejects(() => batches.next(), Error, "disk on fire");
});

Deno.test("readLines() gives the whole lines it holds when a read throws, and no part of one", async () => {
  const source = new ByteSource();
  const batches = readLines(source.read, { maxItems: 10 });
  source.push("1\n2\n3");
  source.fail(new Error("broken"));
  assertEquals(await nextLines(batches), ["1", "2"]);
  await assertRejects(() => batches.next(), Error, "broken");
});

Deno.test("readLines() rejects with what a read threw while a signal is watched", async () => {
  const source = new ByteSource();
  source.fail(new Error("disk on fire"));
  const { signal } = new AbortController();
  const batches = readLines(source.read, { maxItems: 10, signal });
  await assertRejects(() => batches.next(), Error, "disk on fire");
});

Deno.test("readLines() left early leaves no failure behind", async () => {
  const source = new ByteSource();
  source.push("one\n");
  for await (const _ of readLines(source.read, { maxItems: 10 })) break;
  source.fail(new Error("nobody cares"));
  await settled(Promise.resolve());
});

Deno.test("readLines() refuses a line that is too long, and only that", async () => {
  const source = new ByteSource();
  source.push("one\ntoo long\ntwo\n");
  source.end();
  const options = { maxItems: 10, longestLine: 4 };
  const batches = await collect(readLines(source.read, options));
  assertEquals(linesOf(batches), ["one", "<refused>", "two"]);
});

Deno.test("readLines() refuses a maxItems of 0", async () => {
  const batches = readLines(new ByteSource().read, { maxItems: 0 });
  await assertRejects(() => batches.next(), RangeError, "maxItems");
});

Deno.test("rangeBatches() covers the range, in batches of maxItems", () => {
  const batches = [...rangeBatches({ from: -2, to: 5 }, 3)];
  assertEquals(batches, [
    { kind: "range", first: 0, count: 3, rangeStart: -2 },
    { kind: "range", first: 3, count: 3, rangeStart: 1 },
    { kind: "range", first: 6, count: 1, rangeStart: 4 },
  ]);
});

Deno.test("rangeBatches() of an empty range gives nothing", () => {
  assertEquals([...rangeBatches({ from: 3, to: 3 }, 3)], []);
});

Deno.test("rangeBatches() refuses a maxItems of 0", () => {
  assertThrows(
    () => [...rangeBatches({ from: 0, to: 1 }, 0)],
    RangeError,
    "maxItems",
  );
});

Deno.test("readLines() gives many lines at once, however late the first of them came", async () => {
  const source = new ByteSource();
  const batches = readLines(source.read, { maxItems: 1_000 });
  source.push("first\n");
  assertEquals(await nextLines(batches), ["first"]);
  // So long ago that a line that came then may wait no more.
  for (const end = performance.now() + 20; performance.now() < end;);
  for (let n = 0; n < 50; n++) source.push(`${n}\n`);
  const lines = await nextLines(batches);
  assert(lines.length > 1, "each read was a batch");
  await batches.return();
});

Deno.test("readLines() gives lines out in time, however steadily more come", async () => {
  // Never idle, and never enough for a full batch.
  const MOST = 50_000;
  let reads = 0;
  const read = (into: Uint8Array) => {
    if (reads === MOST) return Promise.resolve(null);
    into.set([49, 10]);
    reads++;
    return Promise.resolve(2);
  };
  const batches = readLines(read, { maxItems: 1e6 });
  await batches.next();
  assert(reads < MOST, "the first line waited for the last");
  await batches.return();
});
