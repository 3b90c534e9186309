import { assertEquals } from "@std/assert";
import { type Batch, bytesOf, lineOf } from "../../../lib/framing/batch.ts";
import { BufferPool } from "../../../lib/framing/buffer_pool.ts";
import { RowBatches } from "../../../lib/framing/table/row_batches.ts";
import { layoutOf } from "../../../lib/framing/table/table_rules.ts";
import { encode } from "../../../lib/internal/bytes.ts";
import { linesOf } from "../../support/lines_of.ts";

const TABLE = layoutOf(["a"], { delimiter: ",", maxItems: 1 });

function open(maxItems: number): RowBatches {
  return new RowBatches({ maxItems, buffers: new BufferPool() });
}

const sizes = (batches: Batch[]) => batches.map(({ count }) => count);

Deno.test("Rows are shared out evenly, so that the last batch is no crumb", () => {
  const rows = open(4);
  rows.add(2, 9);
  const batches = [...rows.take(encode("x\n".repeat(9)), TABLE)];
  assertEquals(sizes(batches), [3, 3, 3]);
  assertEquals(batches.map(({ first }) => first), [0, 3, 6]);
  assertEquals(batches.map((batch) => lineOf(batch, batch.first)), [2, 5, 8]);
});

Deno.test("Rows of several lines know their own line in each batch", () => {
  const rows = open(2);
  rows.add(2, 1);
  rows.add(5, 1);
  rows.add(6, 2);
  const batches = [...rows.take(encode("1\n2\n3\n4\n"), TABLE)];
  const lines = batches.flatMap((batch) =>
    [0, 1].map((n) => lineOf(batch, batch.first + n))
  );
  assertEquals(lines, [2, 5, 6, 7]);
  assertEquals(linesOf(batches), ["1", "2", "3", "4"]);
});

Deno.test("Positions go on over what is refused", () => {
  const rows = open(4);
  assertEquals([...rows.take(encode(""), TABLE)], []);
  rows.add(1, 2);
  assertEquals(rows.count, 2);
  assertEquals(sizes([...rows.take(encode("1\n2\n"), TABLE)]), [2]);
  assertEquals(rows.count, 0);
  const refused = rows.invalid({ reason: "why", input: "x", line: 3 });
  assertEquals([refused.first, lineOf(refused, 2)], [2, 3]);
  rows.add(4, 1);
  assertEquals([...rows.take(encode("4\n"), TABLE)].map((b) => b.first), [3]);
});

Deno.test("A buffer is used again only when all its batches were given back", () => {
  const buffers = new BufferPool();
  const buffer = buffers.take(1);
  buffer.set(encode("1\n2\n"));
  const rows = new RowBatches({ maxItems: 1, buffers });
  rows.add(1, 2);
  const batches = [...rows.take(buffer.subarray(0, 4), TABLE)];
  buffers.giveBack({ bytes: buffer, count: 1 });
  for (const batch of batches) {
    assertEquals(bytesOf(batch)?.length, 2);
    buffers.giveBack(batch);
  }
  assertEquals(buffer.length, 0);
});
