import { adopt } from "../../framing/buffer_pool.ts";
import type { Chunk } from "../chunk.ts";
import type { BatchReply } from "../protocol.ts";

/** Takes in the buffers that came back with a reply. */
export function takeBuffers(
  { input, output, done }: BatchReply,
  { chunk, isOfUse }: { chunk: Chunk; isOfUse: boolean },
): void {
  const { buffers } = chunk.submission.options;
  if (buffers === undefined) return;
  if (input !== null) adopt(buffers, { buffer: input, shares: 0 });
  adopt(buffers, { buffer: output.buffer, shares: isOfUse ? done : 0 });
}
