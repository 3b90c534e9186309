// What one would write by hand: one thread, large reads, one write for each.
// With `print` behind it, records are only parsed and printed; with `copy`, lines are
// only taken apart.

import { mapLine } from "./map_loop_job.ts";

const KINDS: Readonly<Record<string, (line: string) => string>> = {
  map: mapLine,
  print: (line) => JSON.stringify(JSON.parse(line)),
  copy: (line) => line,
};

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const buffer = new Uint8Array(256 * 1024);
const map = KINDS[Deno.args[0] ?? "map"] ?? mapLine;
let rest = "";

function write(text: string): void {
  const bytes = encoder.encode(text);
  for (let done = 0; done < bytes.length;) {
    done += Deno.stdout.writeSync(bytes.subarray(done));
  }
}

for (;;) {
  const size = Deno.stdin.readSync(buffer);
  if (size === null) break;
  const lines =
    (rest + decoder.decode(buffer.subarray(0, size), { stream: true }))
      .split("\n");
  rest = lines.pop() ?? "";
  let out = "";
  for (const line of lines) out += map(line) + "\n";
  write(out);
}
