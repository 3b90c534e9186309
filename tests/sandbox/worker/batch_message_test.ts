import { assert, assertEquals } from "@std/assert";
import type { BytesBatch } from "../../../lib/framing/batch.ts";
import { BufferPool } from "../../../lib/framing/buffer_pool.ts";
import { batchMessage } from "../../../lib/sandbox/worker/batch_message.ts";
import { TableOutput } from "../../../lib/sandbox/table_output.ts";
import { rangeBatch, textBatch } from "../../support/batches.ts";
import { chunkOf, submissionOf } from "../../support/chunks.ts";

Deno.test("A range crosses as where it starts, and as nothing else", () => {
  const batch = rangeBatch({ first: 3, count: 2, rangeStart: 50 });
  const chunk = chunkOf(submissionOf(2), { batch });
  const { message, transfer } = batchMessage(9, chunk);
  assertEquals([message.id, message.first, message.count], [9, 3, 2]);
  assertEquals([message.rangeStart, message.bytes, message.room], [
    ...[50, null, null],
  ]);
  assertEquals([message.emit, message.timed], ["result", false]);
  assertEquals(transfer, []);
});

Deno.test("A chunk keeps its own bytes, and a copy of just these is sent", () => {
  const whole = textBatch("1\n2\n3\n");
  const batch = { ...whole, count: 1, bytes: whole.bytes.subarray(2, 4) };
  const chunk = chunkOf(submissionOf(1), { batch });
  const { message, transfer } = batchMessage(1, chunk);
  assertEquals(new TextDecoder().decode(message.bytes ?? undefined), "2\n");
  assertEquals(transfer.map(({ byteLength }) => byteLength), [2]);
  assert(message.bytes?.buffer !== whole.bytes.buffer);
});

Deno.test("Where buffers are lent, the copy and the room for the output are of them", () => {
  const buffers = new BufferPool();
  const chunk = chunkOf(submissionOf(1, { buffers }), {
    batch: textBatch("1\n"),
  });
  const { message, transfer } = batchMessage(1, chunk);
  assertEquals(new TextDecoder().decode(message.bytes ?? undefined), "1\n");
  assert(message.bytes?.buffer !== message.room && message.room !== null);
  assert(transfer[0] === message.bytes?.buffer && transfer[1] === message.room);
  assertEquals(transfer.length, 2);
});

Deno.test("A part of the indexes takes not all of them with it", () => {
  const all = Float64Array.of(7, 8, 9);
  const batch: BytesBatch = {
    ...textBatch("1\n"),
    indexes: all.subarray(1, 2),
  };
  const { message } = batchMessage(1, chunkOf(submissionOf(1), { batch }));
  assertEquals(message.indexes, Float64Array.of(8));
  assertEquals(message.indexes?.buffer.byteLength, 8);
});

Deno.test("Only results that become rows are told how", () => {
  const table = new TableOutput({ delimiter: ",", quotes: true });
  for (const output of ["table", "ndjson"] as const) {
    const { message } = batchMessage(
      1,
      chunkOf(submissionOf(1, { output, table })),
    );
    assertEquals(
      message.rows,
      output === "table" ? table.format : undefined,
    );
  }
});
