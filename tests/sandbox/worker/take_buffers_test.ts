import { assert, assertEquals } from "@std/assert";
import { BUFFER_SIZE, BufferPool } from "../../../lib/framing/buffer_pool.ts";
import type { BatchReply } from "../../../lib/sandbox/protocol.ts";
import { takeBuffers } from "../../../lib/sandbox/worker/take_buffers.ts";
import { chunkOf, submissionOf } from "../../support/chunks.ts";

/** A reply for two items, with the buffers that it came in. */
function replied() {
  const buffers = new BufferPool();
  const input = new ArrayBuffer(BUFFER_SIZE);
  const output = new Uint8Array(BUFFER_SIZE).subarray(0, 4);
  const reply = { input, output, done: 2 } as unknown as BatchReply;
  return { buffers, reply, input, output };
}

const chunkWith = (buffers?: BufferPool) =>
  chunkOf(submissionOf(2, { buffers }));

Deno.test("The input is free at once, and the output when all its items were given back", () => {
  const { buffers, reply, input, output } = replied();
  takeBuffers(reply, { chunk: chunkWith(buffers), isOfUse: true });
  assert(input.detached && !output.buffer.detached);
  buffers.giveBack({ bytes: output, count: 1 });
  assert(!output.buffer.detached);
  buffers.giveBack({ bytes: output, count: 1 });
  assert(output.buffer.detached);
});

Deno.test("Of a reply that is of no use, both are free at once", () => {
  const { buffers, reply, input, output } = replied();
  takeBuffers(reply, { chunk: chunkWith(buffers), isOfUse: false });
  assertEquals([input.detached, output.buffer.detached], [true, true]);
});

Deno.test("Without a pool the buffers are the receiver's", () => {
  const { reply, input, output } = replied();
  takeBuffers(reply, { chunk: chunkWith(), isOfUse: true });
  assert(!input.detached && !output.buffer.detached);
});
