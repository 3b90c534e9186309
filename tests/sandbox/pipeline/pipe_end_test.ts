import { assertEquals, assertRejects } from "@std/assert";
import { JobError } from "../../../lib/errors.ts";
import type { BatchResult } from "../../../lib/sandbox.ts";
import type { Batch } from "../../../lib/framing/batch.ts";
import { rangeBatches, readLines } from "../../../lib/framing/sources.ts";
import { ByteSource } from "../../support/byte_source.ts";
import { quickSandbox } from "../../support/jobs.ts";
import { pipeAll } from "../../support/pipe_all.ts";
import { shareSandbox } from "../../support/shared_sandbox.ts";
import { settled, stillness } from "../../support/settled.ts";

const shared = shareSandbox("n => n");

const turn = () => settled(Promise.resolve());

shared(
  "Sandbox.pipe() rejects with what the sink threw, and reads no further",
  async (sandbox) => {
    let ended = false;
    function* source(): Generator<Batch> {
      try {
        yield* rangeBatches({ from: 0, to: 1e9 }, 10);
      } finally {
        ended = true;
      }
    }
    const sink = () => Promise.reject(new Error("disk full"));
    const piping = pipeAll(sandbox, source(), { sink });
    await assertRejects(() => piping, Error, "disk full");
    assertEquals(ended, true);
    await turn();
    assertEquals(sandbox.stats.waiting, 0);
  },
);

shared(
  "Sandbox.pipe() rejects with what the source threw, once all before it was written",
  async (sandbox) => {
    async function* source(): AsyncGenerator<Batch> {
      yield* rangeBatches({ from: 0, to: 8 }, 1);
      await turn();
      throw new Error("source broke");
    }
    let written = 0;
    const piping = pipeAll(sandbox, source(), {
      sink: ({ batch }) => void (written += batch.count),
    });
    await assertRejects(() => piping, Error, "source broke");
    assertEquals(written, 8);
    assertEquals(sandbox.stats.waiting, 0);
    assertEquals(await sandbox.run(1), 1);
  },
);

shared(
  "Sandbox.pipe() aborted writes no more, though its source waits",
  async (sandbox) => {
    const controller = new AbortController();
    const source = new ByteSource();
    source.push("1\n");
    const results: BatchResult[] = [];
    const wrote = Promise.withResolvers<void>();
    const piping = sandbox.pipe(readLines(source.read, { maxItems: 10 }), {
      input: "ndjson",
      output: "ndjson",
      capacity: 10,
      signal: controller.signal,
      sink: (result) => {
        results.push(result);
        wrote.resolve();
      },
    });
    await wrote.promise;
    controller.abort(new Error("enough"));
    await assertRejects(() => piping, Error, "enough");
    source.end();
    await turn();
    assertEquals(results.length, 1);
  },
);

shared(
  "Sandbox.pipe() aborted while its sink writes gives it nothing more",
  async (sandbox) => {
    const controller = new AbortController();
    const stuck = Promise.withResolvers<void>();
    const writing = Promise.withResolvers<void>();
    let written = 0;
    const piping = pipeAll(sandbox, rangeBatches({ from: 0, to: 100 }, 10), {
      signal: controller.signal,
      sink: async () => {
        written++;
        writing.resolve();
        await stuck.promise;
      },
    });
    await writing.promise;
    await stillness(() => -sandbox.stats.waiting, 0);
    controller.abort(new Error("enough"));
    assertEquals(await settled(piping), false);
    stuck.resolve();
    await assertRejects(() => piping, Error, "enough");
    assertEquals(written, 1);
  },
);

Deno.test("Sandbox.pipe() of a job that is none rejects, and reads next to nothing", async () => {
  await using sandbox = quickSandbox("n => n n");
  const source = rangeBatches({ from: 0, to: 1e9 }, 10);
  await assertRejects(() => pipeAll(sandbox, source), JobError);
});
