import { bytesOf } from "../../framing/batch.ts";
import type { BufferPool } from "../../framing/buffer_pool.ts";
import type { Chunk } from "../chunk.ts";
import type { BatchMessage } from "../protocol.ts";

/** A message, and what of it changes hands. */
export interface Posted {
  readonly message: BatchMessage;
  readonly transfer: ArrayBuffer[];
}

/** What a worker is told of a chunk; the chunk keeps its own bytes. */
export function batchMessage(
  id: number,
  { batch, submission }: Chunk,
): Posted {
  const { first, count } = batch;
  const { input, output, buffers, table } = submission.options;
  const { emit = "result", timed = false } = submission.options;
  const bytes = copyOf(bytesOf(batch), buffers);
  const rangeStart = batch.kind === "range" ? batch.rangeStart : 0;
  const room = buffers?.take(0).buffer ?? null;
  // A view would take all that it is a part of with it.
  const indexes = batch.kind === "bytes" && batch.indexes?.slice() || null;
  const message: BatchMessage = {
    ...{ id, first, count, rangeStart, indexes, bytes, room },
    ...{ input, output, emit, timed },
    ...(batch.kind === "bytes" && { table: batch.table }),
    ...(output === "table" && { rows: table?.format }),
  };
  const given = [bytes?.buffer ?? null, room];
  return { message, transfer: given.filter((buffer) => buffer !== null) };
}

/** A copy to send: the bytes are needed here again if the worker dies. */
function copyOf(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  buffers: BufferPool | undefined,
): Uint8Array<ArrayBuffer> | null {
  if (bytes === undefined || buffers === undefined) {
    return bytes?.slice() ?? null;
  }
  const copy = buffers.take(bytes.length).subarray(0, bytes.length);
  copy.set(bytes);
  return copy;
}
