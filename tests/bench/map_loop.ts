// What one would write by hand: one thread, large reads, one write for each.

interface Item {
  readonly id: number;
  readonly score: number;
  readonly name: string;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const buffer = new Uint8Array(256 * 1024);
let rest = "";

function map(line: string): string {
  const e: Item = JSON.parse(line);
  return JSON.stringify({ id: e.id, s: e.score * e.score, n: e.name.length });
}

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
