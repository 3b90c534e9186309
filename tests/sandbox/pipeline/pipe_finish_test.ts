import { assert, assertEquals, assertRejects } from "@std/assert";
import { rangeBatches } from "../../../lib/framing/sources.ts";
import type { BatchResult, Sandbox } from "../../../lib/sandbox.ts";
import { quickSandbox } from "../../support/jobs.ts";
import { shareSandbox } from "../../support/shared_sandbox.ts";

const decoder = new TextDecoder();

interface Finishing {
  readonly ordered?: boolean;
  /** Told each result; calls `stop` when it is time to finish. */
  readonly onResult: (result: BatchResult, stop: () => void) => void;
}

/** Pipes a million items until it is told to finish; gives what was written. */
async function finishEarly(
  sandbox: Sandbox,
  { ordered = true, onResult }: Finishing,
) {
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

/** What stops after some results. */
const soon: Finishing["onResult"] = ({ batch }, stop) =>
  void (batch.first > 100 && stop());

const shared = shareSandbox(BUSY, { workers: 2 });

for (const workers of [1, 2, 3]) {
  const test = workers === 2 ? shared : shareSandbox(BUSY, { workers });
  test(
    `A pipe with ${workers} workers that is to finish has written the first items, and all of them`,
    async (sandbox) => {
      const { written, read } = await finishEarly(sandbox, { onResult: soon });
      assert(written.length > 100 && written.length < 1_000_000);
      assertEquals(written, written.map((_, position) => position));
      // What was only read was dropped.
      assert(written.length < read, `${written.length} of ${read}`);
    },
  );
}

shared(
  "A pipe that is to finish writes each result once when it keeps no order",
  async (sandbox) => {
    const { written } = await finishEarly(sandbox, {
      ordered: false,
      onResult: soon,
    });
    assertEquals(new Set(written).size, written.length);
  },
);

Deno.test("A pipe that is to finish waits for no more than the item a worker is on", async () => {
  const slow =
    "n => { if (n < 5) return n; for (let i = 0; i < 1e8; i++); return n }";
  await using sandbox = quickSandbox(slow, { workers: 1 });
  const start = performance.now();
  const { written } = await finishEarly(sandbox, {
    onResult: (_, stop) => stop(),
  });
  assert(written.length < 10, `${written.length} written`);
  assert(performance.now() - start < 5000);
});

Deno.test("A pipe that is to finish while an item is ended by its timeout goes to its end", async () => {
  const job = "n => { while (n === 3); return n }";
  await using sandbox = quickSandbox(job, { timeout: 150 });
  const { written } = await finishEarly(sandbox, {
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
