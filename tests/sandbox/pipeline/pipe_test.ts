import { assert, assertEquals, assertRejects } from "@std/assert";
import type { BatchResult } from "../../../lib/sandbox.ts";
import type { Batch } from "../../../lib/framing/batch.ts";
import { rangeBatches, readLines } from "../../../lib/framing/sources.ts";
import { ByteSource } from "../../support/byte_source.ts";
import { quickSandbox } from "../../support/jobs.ts";
import { pipeAll } from "../../support/pipe_all.ts";
import { shareSandbox } from "../../support/shared_sandbox.ts";
import { stillness } from "../../support/settled.ts";

const decoder = new TextDecoder();
const range = (count: number) => Array.from({ length: count }, (_, n) => n);

const shared = shareSandbox(`(item) =>
  typeof item === "string" ? item.toUpperCase() + item.length :
  typeof item === "object" ? item.a : item`);
const megabytes = shareSandbox("() => 'x'.repeat(2 ** 20)");

const eachWorkers = Deno.test.each([1, 2, 3]);

eachWorkers(
  "Sandbox.pipe() writes the same bytes with %d workers, at any batch size",
  async (workers) => {
    const job = `async (n, { index }) => {
      if (n % 5 === 0) return undefined;
      if (n % 49 === 0) throw new Error("square");
      if (n % 11 === 0) await null;
      return [n, index];
    }`;
    await using sandbox = quickSandbox(job, { workers });
    const kept = range(3000).filter((n) => n % 5 !== 0);
    const expected = {
      text: kept.filter((n) => n % 49 !== 0)
        .map((n) => `[${n},${n}]\n`).join(""),
      failures: kept.filter((n) => n % 49 === 0).map((n) => [n, "threw"]),
    };
    for (const maxItems of [7, 100, 1000]) {
      const source = rangeBatches({ from: 0, to: 3000 }, maxItems);
      assertEquals(await pipeAll(sandbox, source), expected as never);
    }
  },
);

const SETUPS = [
  { capacity: 1, maxItems: 1 },
  { capacity: 2, maxItems: 1 },
  { capacity: 16, maxItems: 4 },
  { capacity: 10, maxItems: 100 },
];

for (const setup of SETUPS) {
  shared(
    `Sandbox.pipe() works with ${JSON.stringify(setup)}`,
    async (sandbox) => {
      const { capacity, maxItems } = setup;
      const source = rangeBatches({ from: 0, to: 150 }, maxItems);
      const { text } = await pipeAll(sandbox, source, { capacity });
      assertEquals(text, range(150).map((n) => `${n}\n`).join(""));
    },
  );
}

shared(
  "Sandbox.pipe() refuses a capacity that makes no sense",
  async (sandbox) => {
    for (const capacity of [0, -1, 1.5, NaN]) {
      await assertRejects(() => pipeAll(sandbox, [], { capacity }), RangeError);
    }
  },
);

shared(
  "Sandbox.pipe() reads lines, and says what is wrong with which",
  async (sandbox) => {
    const source = new ByteSource();
    source.push('{"a":1}\r\n\n{"a":\n   \n{"a":"zwölf"}\n');
    source.push(new Uint8Array([0x22, 0xff, 0x22, 0x0a]));
    source.push(`{"a":"${"x".repeat(100)}"}\n{"a":2}`);
    source.end();
    const batches = readLines(source.read, { maxItems: 3, longestLine: 50 });
    const { text, failures } = await pipeAll(sandbox, batches, {
      input: "ndjson",
    });
    assertEquals(text, '1\n"zwölf"\n2\n');
    assertEquals(failures, [[2, "input"], [5, "input"], [6, "input"]]);
  },
);

shared(
  "Sandbox.pipe() gives lines as strings, without their ends, and writes strings as they are",
  async (sandbox) => {
    const source = new ByteSource();
    source.push("a\r\nbb\n\nc");
    source.end();
    const batches = readLines(source.read, { maxItems: 10 });
    const how = { input: "lines", output: "lines" } as const;
    const { text } = await pipeAll(sandbox, batches, how);
    assertEquals(text, "A1\nBB2\n0\nC1\n");
  },
);

shared(
  "Sandbox.pipe() gives an outcome at once when the input is idle",
  async (sandbox) => {
    const source = new ByteSource();
    const written: string[] = [];
    let wrote = Promise.withResolvers<void>();
    const piping = sandbox.pipe(readLines(source.read, { maxItems: 100 }), {
      input: "ndjson",
      output: "ndjson",
      capacity: 1000,
      sink: ({ output }) => {
        written.push(decoder.decode(output));
        wrote.resolve();
      },
    });
    for (const n of [1, 2, 3]) {
      source.push(`${n}\n`);
      await wrote.promise;
      wrote = Promise.withResolvers();
    }
    source.end();
    await piping;
    assertEquals(written, ["1\n", "2\n", "3\n"]);
  },
);

for (const ordered of [true, false]) {
  megabytes(
    `Sandbox.pipe() with a sink that does not take stops reading, ${
      JSON.stringify({ ordered })
    }`,
    async (sandbox) => {
      // A megabyte each: the window is full long before the input ends.
      const stuck = Promise.withResolvers<void>();
      let read = 0;
      let written = 0;
      function* source(): Generator<Batch> {
        for (const batch of rangeBatches({ from: 0, to: 30 }, 1)) {
          read++;
          yield batch;
        }
      }
      const piping = sandbox.pipe(source(), {
        input: "range",
        output: "ndjson",
        capacity: 4,
        ordered,
        sink: async () => {
          written++;
          await stuck.promise;
        },
      });
      await stillness(() => read, 3);
      assertEquals(written, 1);
      assert(read <= 4 + 2, `${read} batches were read`);
      stuck.resolve();
      await piping;
      assertEquals(written, 30);
    },
  );
}

Deno.test("Sandbox.pipe() with one item that is stuck stops reading within its capacity", async () => {
  await using sandbox = quickSandbox(
    "n => { if (n === 0) for (;;); return n; }",
    { timeout: 300 },
  );
  let read = 0;
  let mostRead = 0;
  function* source(): Generator<Batch> {
    for (const batch of rangeBatches({ from: 0, to: 2000 }, 10)) {
      read += batch.count;
      yield batch;
    }
  }
  const results: BatchResult[] = [];
  await sandbox.pipe(source(), {
    input: "range",
    output: "ndjson",
    capacity: 40,
    sink: (result) => {
      if (results.push(result) === 1) mostRead = read;
    },
  });
  assertEquals(results[0]?.failures[0]?.kind, "timeout");
  assert(mostRead <= 40 + 20, `${mostRead} items were read`);
  const total = results.reduce((sum, { batch }) => sum + batch.count, 0);
  assertEquals(total, 2000);
});

shared("Sandbox.pipe() says how many items wait", async (sandbox) => {
  const waiting: number[] = [];
  await pipeAll(sandbox, rangeBatches({ from: 0, to: 1000 }, 10), {
    capacity: 50,
    onWaiting: (items) => void waiting.push(items),
  });
  assertEquals(waiting.length, 100);
  assert(waiting.every((items) => items >= 0 && items <= 60));
});

Deno.test("Sandbox.stats counts all that was read and no worker has yet", async () => {
  const job = "() => new Promise(() => {})";
  await using sandbox = quickSandbox(job, { workers: 1, timeout: 60_000 });
  const controller = new AbortController();
  let read = 0;
  function* source(): Generator<Batch> {
    for (const batch of rangeBatches({ from: 0, to: 5000 }, 100)) {
      read += batch.count;
      yield batch;
    }
  }
  const piping = pipeAll(sandbox, source(), {
    capacity: 1000,
    signal: controller.signal,
  });
  piping.catch(() => {});
  await sandbox.load();
  await stillness(() => read, 500);
  assertEquals(sandbox.stats.waiting, read - 1);
  assertEquals(sandbox.stats.running, 1);
  controller.abort(new Error("enough"));
  await assertRejects(() => piping, Error, "enough");
  assertEquals(sandbox.stats.waiting, 0);
});

shared(
  "Sandbox.pipe() twice at the same time keeps the two apart",
  async (sandbox) => {
    const [low, high] = await Promise.all([
      pipeAll(sandbox, rangeBatches({ from: 0, to: 2000 }, 50)),
      pipeAll(sandbox, rangeBatches({ from: 5000, to: 7000 }, 30)),
    ]);
    assertEquals(low.text, range(2000).map((n) => `${n}\n`).join(""));
    assertEquals(high.text, range(2000).map((n) => `${n + 5000}\n`).join(""));
  },
);

const CAPACITIES = [
  { capacity: 10, maxItems: 5 },
  { capacity: 8192, maxItems: 4096 },
  { capacity: 8192, maxItems: 100_000 },
];

for (const setup of CAPACITIES) {
  shared(
    `What is read and not written is at most the capacity and what runs, ${
      JSON.stringify(setup)
    }`,
    async (sandbox) => {
      const { capacity, maxItems } = setup;
      const controller = new AbortController();
      let read = 0;
      let most = 0;
      const sink = Promise.withResolvers<void>();
      function* source(): Generator<Batch> {
        for (const batch of rangeBatches({ from: 0, to: 5e6 }, maxItems)) {
          read += Math.min(batch.count, capacity);
          const { running } = sandbox.stats;
          most = Math.max(most, read - running);
          yield batch;
        }
      }
      const piping = pipeAll(sandbox, source(), {
        capacity,
        signal: controller.signal,
        sink: () => sink.promise,
      });
      piping.catch(() => {});
      await stillness(() => read, 1);
      const { waiting, unwritten } = sandbox.stats;
      assert(most <= capacity, `${most} items beside those that ran`);
      // What the two workers were on, a batch each, may be done by now.
      const held = waiting + unwritten;
      assert(held <= capacity + 2 * Math.ceil(capacity / 2), `${held} items`);
      controller.abort(new Error("enough"));
      sink.resolve();
      await assertRejects(() => piping, Error, "enough");
    },
  );
}

megabytes(
  "A sink that takes nothing leaves the memory bounded by bytes, too",
  async (sandbox) => {
    const controller = new AbortController();
    const sink = Promise.withResolvers<void>();
    let read = 0;
    function* source(): Generator<Batch> {
      for (const batch of rangeBatches({ from: 0, to: 100_000 }, 1)) {
        read++;
        yield batch;
      }
    }
    const piping = pipeAll(sandbox, source(), {
      capacity: 10_000,
      signal: controller.signal,
      sink: () => sink.promise,
    });
    piping.catch(() => {});
    await stillness(() => sandbox.stats.unwritten, 8);
    const { unwritten } = sandbox.stats;
    // 8 MB, and what the two workers were on.
    assert(unwritten <= 8 + 2 * 4, `${unwritten} results of a megabyte`);
    assert(read > 8);
    controller.abort(new Error("enough"));
    sink.resolve();
    await assertRejects(() => piping, Error, "enough");
  },
);
