import { assertEquals } from "@std/assert";
import {
  type BytesBatch,
  sliceBatch,
  splitBatch,
} from "../../lib/framing/batch.ts";
import { rangeBatch } from "../support/batches.ts";
import { linesOf } from "../support/lines_of.ts";

const encoder = new TextEncoder();

function lines(text: string, first = 0): BytesBatch {
  const bytes = encoder.encode(text);
  const count = text.split("\n").filter((_, i, all) => all[i] !== "").length;
  return { kind: "bytes", first, count, bytes };
}

Deno.test("splitBatch() cuts lines in two and loses none", () => {
  for (let count = 1; count <= 4; count++) {
    const [head, rest] = splitBatch(lines("a\nbb\nccc\nd\n", 10), count);
    const parts = rest === undefined ? [head] : [head, rest];
    assertEquals(head.count, count);
    assertEquals(head.first, 10);
    assertEquals(rest?.first, count === 4 ? undefined : 10 + count);
    assertEquals(linesOf(parts), ["a", "bb", "ccc", "d"]);
  }
});

Deno.test("splitBatch() gives the whole batch when it is small enough", () => {
  const batch = lines("a\nb");
  assertEquals(splitBatch(batch, 5), [batch, undefined]);
});

Deno.test("splitBatch() keeps a last line without a line feed", () => {
  const [, rest] = splitBatch(lines("a\nb"), 1);
  assertEquals(linesOf(rest ? [rest] : []), ["b"]);
});

Deno.test("splitBatch() cuts what is told of each item with it", () => {
  const batch = {
    ...lines("a\nb\nc\n"),
    lines: Float64Array.of(1, 3, 5),
    indexes: Float64Array.of(10, 20, 30),
  };
  const [head, rest] = splitBatch(batch, 1);
  assertEquals([head, rest], [
    {
      ...lines("a\n"),
      lines: Float64Array.of(1),
      indexes: Float64Array.of(10),
    },
    {
      ...lines("b\nc\n", 1),
      lines: Float64Array.of(3, 5),
      indexes: Float64Array.of(20, 30),
    },
  ]);
});

Deno.test("splitBatch() cuts a range", () => {
  const range = rangeBatch({ count: 10, rangeStart: -5 });
  const [head, rest] = splitBatch(range, 4);
  assertEquals(head, rangeBatch({ count: 4, rangeStart: -5 }));
  assertEquals(rest, rangeBatch({ first: 4, count: 6, rangeStart: -1 }));
});

Deno.test("sliceBatch() gives any run of lines, and undefined for none", () => {
  const batch = lines("a\nb\nc\n", 3);
  const slice = (start: number, count: number) => {
    const part = sliceBatch(batch, start, count);
    return part && [part.first, part.count, ...linesOf([part])];
  };
  assertEquals(slice(0, 3), [3, 3, "a", "b", "c"]);
  assertEquals(slice(1, 1), [4, 1, "b"]);
  assertEquals(slice(2, 9), [5, 1, "c"]);
  assertEquals(slice(3, 1), undefined);
  assertEquals(slice(1, 0), undefined);
});
