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
