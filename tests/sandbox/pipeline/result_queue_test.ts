import { assertEquals } from "@std/assert";
import { BufferPool } from "../../../lib/framing/buffer_pool.ts";
import type { BytesBatch } from "../../../lib/framing/batch.ts";
import { FlowWindow } from "../../../lib/sandbox/pipeline/flow_window.ts";
import { ResultQueue } from "../../../lib/sandbox/pipeline/result_queue.ts";
import type { BatchResult } from "../../../lib/sandbox/result.ts";
import { checkInvariantsInAllTests } from "../../support/checked.ts";

checkInvariantsInAllTests();

Deno.test("What was written weighs nothing any more, though its buffers were given back", async () => {
  const { signal } = new AbortController();
  const running = () => ({ items: 0, bytes: 0 });
  const window = new FlowWindow({ capacity: 4, running, signal });
  const buffers = new BufferPool();
  const queue = new ResultQueue({ window, buffers, sink: () => {} });
  const batch: BytesBatch = {
    kind: "bytes",
    first: 0,
    count: 1,
    bytes: buffers.take(0),
  };
  const result = { batch, output: buffers.take(0) } as BatchResult;
  queue.expect(batch);
  window.take(batch);
  queue.put(result);
  queue.close();
  // The window asserts that nothing without items has bytes.
  await queue.writeAll(signal, () => {});
  await window.room(4);
});

/** A queue of results of one item each, and the positions that were written. */
function stage(ordered: boolean) {
  const { signal } = new AbortController();
  const running = () => ({ items: 0, bytes: 0 });
  const window = new FlowWindow({ capacity: 8, running, signal });
  const written: number[] = [];
  const sink = ({ batch }: BatchResult) => void written.push(batch.first);
  const queue = new ResultQueue({ window, sink, ordered });
  const put = (first: number) => {
    const batch: BytesBatch = { kind: "bytes", first, count: 1, bytes: BYTES };
    window.take(batch);
    queue.expect({ ...batch, first: 0 });
    queue.put({ batch, output: BYTES } as BatchResult);
  };
  return { queue, put, written, signal };
}

const BYTES = new Uint8Array(0);

Deno.test("Results are written as they come, or in order, until no more come", async () => {
  for (const ordered of [true, false]) {
    const { queue, put, written, signal } = stage(ordered);
    const writing = queue.writeAll(signal, () => {});
    put(1);
    await Promise.resolve();
    put(0);
    put(2);
    queue.close();
    await writing;
    assertEquals(written, ordered ? [0, 1, 2] : [1, 0, 2]);
  }
});

Deno.test("Writing goes on with what comes while a result is written, and ends with the last", async () => {
  const { queue, put, written, signal } = stage(true);
  put(0);
  const writing = queue.writeAll(signal, () => {
    if (written.length < 3) put(written.length);
    else queue.close();
  });
  await writing;
  assertEquals(written, [0, 1, 2]);
});
