import { assert, assertEquals, assertRejects } from "@std/assert";
import { Submission } from "../../../lib/sandbox/submission.ts";
import type {
  BatchReply,
  GuestFailure,
} from "../../../lib/sandbox/protocol.ts";
import { deliverReply } from "../../../lib/sandbox/dispatch/deliver_reply.ts";
import type { BatchResult } from "../../../lib/sandbox.ts";
import type { Batch } from "../../../lib/framing/batch.ts";
import { rangeBatch, textBatch } from "../../support/batches.ts";
import { quickSandbox, SYNC_ACTOR } from "../../support/jobs.ts";
import { shareSandbox } from "../../support/shared_sandbox.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** From this number on, every third one fails. */
const FAILING = 99_999;

const shared = shareSandbox(`(item, { index }) => {
  if (typeof item !== "number") return [item, index];
  if (item < ${FAILING}) return item % 10 ? item : undefined;
  if (item % 3 === 0) throw item;
  return "é" + (item - ${FAILING});
}`);

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

shared(
  "Sandbox.runBatch() covers every item by exactly one result",
  async (sandbox) => {
    const seen: number[] = [];
    let lines = 0;
    await sandbox.runBatch(rangeBatch({ first: 0, count: 2000 }), {
      input: "range",
      output: "ndjson",
      onResult: ({ batch, output, emitted }) => {
        for (let n = 0; n < batch.count; n++) seen.push(batch.first + n);
        const text = decoder.decode(output);
        assertEquals(text.split("\n").length - 1, emitted);
        lines += emitted;
      },
    });
    assertEquals(seen.sort((a, b) => a - b), range(2000));
    assertEquals(lines, 1800);
  },
);

shared(
  "Sandbox.runBatch() tells the job the index that its batch says",
  async (sandbox) => {
    const count = 3000;
    const items = Array.from({ length: count }, (_, n) => `[${n}]\n`).join("");
    const got: string[] = [];
    await sandbox.runBatch({
      kind: "bytes",
      first: 7,
      count,
      bytes: new TextEncoder().encode(items),
      indexes: Float64Array.from({ length: count }, (_, n) => 3 * n),
    }, {
      input: "ndjson",
      output: "outcomes",
      onResult: ({ output }) => void got.push(new TextDecoder().decode(output)),
    });
    const pairs = got.join("").trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    assertEquals(pairs.length, count);
    assertEquals(pairs.filter(([[n], index]) => index !== 3 * n), []);
  },
);

Deno.test("Sandbox.runBatch() of an invalid item is one failure, and runs nothing", async () => {
  await using sandbox = quickSandbox("n => n");
  const results: BatchResult[] = [];
  const batch: Batch = {
    kind: "invalid",
    first: 7,
    count: 1,
    bytes: new Uint8Array(),
    reason: "the line is too long",
  };
  await sandbox.runBatch(batch, {
    input: "ndjson",
    output: "ndjson",
    onResult: (result) => void results.push(result),
  });
  assertEquals(results.length, 1);
  assertEquals(results[0]?.failures, [
    { position: 7, at: 0, kind: "input", message: "the line is too long" },
  ]);
  assertEquals(sandbox.stats.workers, 0);
});

shared(
  "Sandbox.runBatch() says where in the output the line of a failed item would stand",
  async (sandbox) => {
    const results: BatchResult[] = [];
    await sandbox.runBatch(
      rangeBatch({ first: 0, count: 100, rangeStart: FAILING }),
      {
        input: "range",
        output: "ndjson",
        onResult: (result) => void results.push(result),
      },
    );
    results.sort((a, b) => a.batch.first - b.batch.first);
    let restored = "";
    for (const { output, failures } of results) {
      let from = 0;
      for (const { at, position } of failures) {
        restored += decoder.decode(output.subarray(from, at)) +
          `!${position}\n`;
        from = at;
      }
      restored += decoder.decode(output.subarray(from));
    }
    const expected = range(100).map((n) =>
      n % 3 === 0 ? `!${n}\n` : `"é${n}"\n`
    );
    assertEquals(restored, expected.join(""));
  },
);

Deno.test("Sandbox.runBatch() whose callback throws rejects with that, and calls it no more", async () => {
  await using sandbox = quickSandbox("n => n", { workers: 1 });
  let calls = 0;
  const running = sandbox.runBatch(rangeBatch({ first: 0, count: 5000 }), {
    input: "range",
    output: "ndjson",
    onResult: () => {
      calls++;
      throw new Error("no room");
    },
  });
  await assertRejects(() => running, Error, "no room");
  assertEquals(await sandbox.run(1), 1);
  assertEquals(calls, 1);
  assertEquals(sandbox.stats.waiting, 0);
});

Deno.test("Sandbox.runBatch() aborted calls back no more", async () => {
  await using sandbox = quickSandbox(SYNC_ACTOR, { workers: 1 });
  const controller = new AbortController();
  const lines = range(50).map((value) =>
    JSON.stringify({ does: value === 20 ? "loop" : "return", value }) + "\n"
  );
  let items = 0;
  const reached = Promise.withResolvers<void>();
  const running = sandbox.runBatch(textBatch(lines.join("")), {
    input: "ndjson",
    output: "ndjson",
    signal: controller.signal,
    onResult: ({ batch }) => {
      items += batch.count;
      reached.resolve();
    },
  });
  await reached.promise;
  controller.abort(new Error("enough"));
  await assertRejects(() => running, Error, "enough");
  const before = items;
  assertEquals(await sandbox.run({ does: "return", value: 1 }), 1);
  assertEquals(items, before);
});

/** A reply to a batch in which some items fail and some give nothing. */
function randomReply(random: SeededRandom, count: number) {
  const done = 1 + random.below(count);
  const failures: GuestFailure[] = [];
  let output = "";
  let lines = 0;
  for (let item = 0; item < done; item++) {
    const what = random.below(4);
    if (what === 0) output += `${item}\n`;
    if (what === 0) lines++;
    if (what !== 1) continue;
    failures.push({
      item,
      at: output.length,
      lines,
      blank: 0,
      kind: random.pick(["threw", "input", "result"]),
      message: `item ${item}`,
      frames: [],
    });
  }
  const bytes = encoder.encode(output);
  const reply: BatchReply = {
    type: "done",
    id: 1,
    done,
    elapsedMs: 0,
    output: bytes,
    input: null,
    emitted: lines,
    blank: 0,
    failures,
  };
  return { reply, output };
}

Deno.test("deliverReply() delivers, keeps for a retry, or hands back each item once", () => {
  for (let seed = 0; seed < 300; seed++) {
    const random = new SeededRandom(seed);
    const count = 1 + random.below(30);
    const retries = random.below(2);
    const { reply, output } = randomReply(random, count);
    const fates = new Map<number, string>();
    const settle = (position: number, fate: string) => {
      assert(!fates.has(position), `seed ${seed}: item ${position} twice`);
      fates.set(position, fate);
    };
    let written = "";
    const batch = rangeBatch({ first: 100, count: count });
    const submission = new Submission(count, {
      lane: {},
      order: 1,
      input: "range",
      output: "ndjson",
      timeout: 1,
      retries,
      canDiffer: true,
      onResult: ({ batch, output, emitted, failures }) => {
        const text = decoder.decode(output);
        assertEquals(text.split("\n").length - 1, emitted);
        written += text;
        const failed = new Map(failures.map((f) => [f.position, f]));
        for (let n = batch.first; n < batch.first + batch.count; n++) {
          settle(n, failed.get(n)?.message ?? "ok");
        }
        for (const { at } of failures) assert(at >= 0 && at <= output.length);
      },
    });
    const chunk = { submission, batch, attempt: 0, alone: false };
    const { retries: again, rest } = deliverReply(chunk, reply, {
      trace: () => [],
    });
    for (const { batch, attempt } of again) {
      assertEquals(attempt, 1);
      for (let n = 0; n < batch.count; n++) settle(batch.first + n, "again");
    }
    for (let n = 0; n < (rest?.batch.count ?? 0); n++) {
      settle((rest?.batch.first ?? 0) + n, "rest");
    }
    const failures = new Map(reply.failures.map((f) => [f.item, f]));
    assertEquals(
      range(count).map((item) => fates.get(100 + item)),
      range(count).map((item) => {
        if (item >= reply.done) return "rest";
        const failure = failures.get(item);
        if (failure === undefined) return "ok";
        const isAgain = retries > 0 && failure.kind !== "input";
        return isAgain ? "again" : failure.message;
      }),
    );
    assertEquals(written, output);
  }
});
