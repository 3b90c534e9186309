import { assert, assertEquals, assertRejects } from "@std/assert";
import { rangeBatches } from "../../../lib/framing/sources.ts";
import type { BatchResult } from "../../../lib/sandbox.ts";
import { quickSandbox } from "../../support/jobs.ts";

const decoder = new TextDecoder();

interface Finishing {
  readonly job: string;
  readonly workers?: number;
  readonly ordered?: boolean;
  readonly timeout?: number;
  /** Told each result; calls `stop` when it is time to finish. */
  readonly onResult: (result: BatchResult, stop: () => void) => void;
}

/** Pipes a million items until it is told to finish; gives what was written. */
async function finishEarly(
  { job, workers = 2, ordered = true, timeout = 30_000, onResult }: Finishing,
) {
  await using sandbox = quickSandbox(job, { workers, timeout });
  const controller = new AbortController();
  let read = 0;
  const source = (function* () {
    for (const batch of rangeBatches({ from: 0, to: 1_000_000 }, 10)) {
      read += batch.count;
      yield batch;
    }
  })();
  const written: number[] = [];
  await sandbox.pipe(source, {
    input: "range",
    output: "ndjson",
    capacity: 1000,
    ordered,
    finish: controller.signal,
    sink: (result) => {
      const text = decoder.decode(result.output);
      written.push(...text.split("\n").slice(0, -1).map(Number));
      onResult(result, () => controller.abort());
    },
  });
  return { written, read };
}

const BUSY =
  "n => { let x = 0; for (let i = 0; i < 1e4; i++) x += i; return n }";

Deno.test.each([1, 2, 3])(
  "A pipe with %i workers that is to finish has written the first items, and all of them",
  async (workers) => {
    const { written, read } = await finishEarly({
      job: BUSY,
      workers,
      onResult: ({ batch }, stop) => void (batch.first > 100 && stop()),
    });
    assert(written.length > 100 && written.length < 1_000_000);
    assertEquals(written, written.map((_, position) => position));
    // What was only read was dropped.
    assert(written.length < read, `${written.length} of ${read}`);
  },
);

Deno.test("A pipe that is to finish writes each result once when it keeps no order", async () => {
  const { written } = await finishEarly({
    job: BUSY,
    ordered: false,
    onResult: ({ batch }, stop) => void (batch.first > 100 && stop()),
  });
  assertEquals(new Set(written).size, written.length);
});

Deno.test("A pipe that is to finish waits for no more than the item a worker is on", async () => {
  const slow =
    "n => { if (n < 5) return n; for (let i = 0; i < 1e8; i++); return n }";
  const start = performance.now();
  const { written } = await finishEarly({
    job: slow,
    workers: 1,
    onResult: (_, stop) => stop(),
  });
  assert(written.length < 10, `${written.length} written`);
  assert(performance.now() - start < 5000);
});

Deno.test("A pipe that is to finish while an item is ended by its timeout goes to its end", async () => {
  const { written } = await finishEarly({
    job: "n => { while (n === 3); return n }",
    timeout: 150,
    onResult: (_, stop) => stop(),
  });
  assertEquals(written, written.toSorted((a, b) => a - b));
  assert(written.length < 1000);
});

Deno.test("A pipe that was told to finish before it began reads nothing", async () => {
  await using sandbox = quickSandbox("n => n");
  const results: BatchResult[] = [];
  await sandbox.pipe(rangeBatches({ from: 0, to: 100 }, 10), {
    input: "range",
    output: "ndjson",
    capacity: 100,
    finish: AbortSignal.abort(),
    sink: (result) => void results.push(result),
  });
  assertEquals(results, []);
});

Deno.test("A pipe that finishes can still be given up", async () => {
  await using sandbox = quickSandbox("n => { while (n > 0); return n }");
  const finish = new AbortController();
  const controller = new AbortController();
  const piping = sandbox.pipe(rangeBatches({ from: 0, to: 100 }, 1), {
    input: "range",
    output: "ndjson",
    capacity: 100,
    finish: finish.signal,
    signal: controller.signal,
    sink: () => {
      finish.abort();
      setTimeout(() => controller.abort(new Error("now")), 50);
    },
  });
  await assertRejects(() => piping, Error, "now");
});
