import { assert, assertEquals } from "@std/assert";
import { BufferPool } from "../../../lib/framing/buffer_pool.ts";
import { readLines } from "../../../lib/framing/sources.ts";
import { ByteSource } from "../../support/byte_source.ts";
import { quickSandbox } from "../../support/jobs.ts";

const decoder = new TextDecoder();
const COUNT = 20_000;

/** Fails, waits, and gives texts of every width, some far longer than their item. */
const JOB = `async (n, { index }) => {
  if (n % 1999 === 0) await null;
  if (n % 3001 === 0) throw new Error("unlucky");
  return [n, index, ["a", "ü", "€", "😀"][n % 4].repeat(n % 50), n % 5003 ? "" : "€".repeat(99999)];
}`;

/** What the job gives for an item. */
function resultOf(n: number): string {
  const wide = ["a", "ü", "€", "😀"][n % 4]?.repeat(n % 50);
  const long = n % 5003 ? "" : "€".repeat(99_999);
  return JSON.stringify([n, n, wide, long]) + "\n";
}

function lines(): ByteSource {
  const source = new ByteSource();
  for (let n = 0; n < COUNT; n += 1000) {
    const part = Array.from({ length: 1000 }, (_, m) => `${n + m}\n`);
    source.push(part.join(""));
  }
  source.end();
  return source;
}

Deno.test.each([[{ retries: 0 }], [{ retries: 1 }]])(
  "Sandbox.pipe() with buffers that are used again writes what it writes without, %o",
  async ({ retries }) => {
    await using sandbox = quickSandbox(JOB, {
      retries,
      endowments: ["clock"],
    });
    const buffers = new BufferPool();
    const failed: number[] = [];
    let next = 0;
    await sandbox.pipe(readLines(lines().read, { maxItems: 200, buffers }), {
      input: "ndjson",
      output: "ndjson",
      capacity: 400,
      buffers,
      sink: ({ output, batch, failures }) => {
        for (const { position } of failures) failed.push(position);
        let expected = "";
        for (let n = next; n < next + batch.count; n++) {
          if (n % 3001 !== 0) expected += resultOf(n);
        }
        next += batch.count;
        assertEquals(decoder.decode(output), expected);
      },
    });
    assertEquals(next, COUNT);
    assertEquals(failed, range(0, COUNT, 3001));
  },
);

Deno.test("Sandbox.pipe() uses few buffers for many batches", async () => {
  await using sandbox = quickSandbox("n => n", { workers: 1 });
  const buffers = new CountingPool();
  await sandbox.pipe(readLines(lines().read, { maxItems: 30, buffers }), {
    input: "ndjson",
    output: "ndjson",
    capacity: 60,
    buffers,
    sink: () => {},
  });
  const { taken, fresh } = buffers;
  assert(taken > 1000, `${taken} buffers were taken`);
  assert(fresh < 20, `${fresh} of them were new`);
});

function range(from: number, to: number, step: number): number[] {
  const numbers: number[] = [];
  for (let n = from; n < to; n += step) numbers.push(n);
  return numbers;
}

/** Counts the buffers that are given out, and those that hold nothing yet. */
class CountingPool extends BufferPool {
  taken = 0;
  fresh = 0;

  override take(size: number): Uint8Array<ArrayBuffer> {
    const buffer = super.take(size);
    this.taken++;
    if (buffer[buffer.length - 1] === 0) this.fresh++;
    buffer[buffer.length - 1] = 1;
    return buffer;
  }
}
