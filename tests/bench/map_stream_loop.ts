// The hand-written loop over Web Streams: text by TextDecoderStream, one write for each
// chunk that came.

import { mapLine } from "./map_loop_job.ts";

const encoder = new TextEncoder();
const writer = Deno.stdout.writable.getWriter();
let rest = "";

for await (
  const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())
) {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  let out = "";
  for (const line of lines) out += mapLine(line) + "\n";
  await writer.write(encoder.encode(out));
}
