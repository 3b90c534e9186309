import { assert, assertEquals } from "@std/assert";
import { Submission } from "../../../lib/sandbox/submission.ts";
import type { Chunk } from "../../../lib/sandbox/chunk.ts";
import { ChunkQueue } from "../../../lib/sandbox/dispatch/chunk_queue.ts";
import { rangeBatch } from "../../support/batches.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const any = () => true;

const LANE = {};

function makeSubmission(order: number, lane = LANE): Submission {
  return new Submission(1e9, {
    input: "range",
    output: "ndjson",
    onResult: () => {},
    timeout: 1,
    retries: 0,
    canDiffer: false,
    lane,
    order,
  });
}

function makeChunk(submission: Submission, first: number, count = 1): Chunk {
  const batch = rangeBatch({ first, count });
  return { submission, batch, attempt: 0, alone: false };
}

const nameOf = ({ submission, batch }: Chunk) =>
  `${submission.options.order}:${batch.first}`;

function takeAll(queue: ChunkQueue): string[] {
  const names: string[] = [];
  for (let p = queue.take(any); p !== undefined; p = queue.take(any)) {
    names.push(nameOf(p));
  }
  return names;
}

Deno.test("ChunkQueue gives chunks in the order of runs, and of items in them", () => {
  const queue = new ChunkQueue();
  const [a, b] = [makeSubmission(1), makeSubmission(2)];
  const chunks = [[b, 5], [a, 9], [b, 0], [a, 3]] as const;
  for (const [run, first] of chunks) queue.insert(makeChunk(run, first));
  assertEquals(queue.size, 4);
  assertEquals(takeAll(queue), ["1:3", "1:9", "2:0", "2:5"]);
  assertEquals(queue.size, 0);
});

Deno.test("ChunkQueue puts back what was taken from its front", () => {
  const queue = new ChunkQueue();
  const run = makeSubmission(1);
  for (let first = 0; first < 50; first += 10) {
    queue.insert(makeChunk(run, first, 10));
  }
  assert(queue.take(any) !== undefined);
  queue.insert(makeChunk(run, 4, 6));
  assertEquals(queue.items, 46);
  assertEquals(takeAll(queue), ["1:4", "1:10", "1:20", "1:30", "1:40"]);
});

Deno.test("ChunkQueue gives the first chunk that is accepted", () => {
  const queue = new ChunkQueue();
  const [a, b] = [makeSubmission(1), makeSubmission(2)];
  for (const run of [a, b]) queue.insert(makeChunk(run, 0));
  const ofB = (chunk: Chunk) => chunk.submission === b;
  assert(queue.peek(ofB)?.submission === b);
  assertEquals(queue.size, 2);
  assert(queue.take(ofB)?.submission === b);
  assertEquals(queue.take(ofB), undefined);
  assertEquals(takeAll(queue), ["1:0"]);
});

Deno.test("ChunkQueue drops every chunk of a run, and no other", () => {
  const queue = new ChunkQueue();
  const runs = [
    makeSubmission(1),
    makeSubmission(2),
    makeSubmission(3),
  ] as const;
  for (const run of runs) {
    for (let first = 0; first < 3; first++) queue.insert(makeChunk(run, first));
  }
  queue.drop(runs[1]);
  assertEquals(queue.items, 6);
  queue.drop(runs[0]);
  queue.drop(runs[0]);
  assertEquals(takeAll(queue), ["3:0", "3:1", "3:2"]);
  assertEquals(queue.items, 0);
});

Deno.test("ChunkQueue agrees with a sorted list, whatever happens to it", () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = new SeededRandom(seed);
    const queue = new ChunkQueue();
    const runs = Array.from({ length: 8 }, (_, order) => makeSubmission(order));
    let model: Chunk[] = [];
    for (let step = 0; step < 600; step++) {
      const run = random.pick(runs);
      const action = random.below(10);
      if (action < 5) {
        const chunk = makeChunk(run, step * 10 + random.below(500) * 10, 2);
        const isThere = model.some((p) => nameOf(p) === nameOf(chunk));
        if (isThere) continue;
        queue.insert(chunk);
        model.push(chunk);
      } else if (action < 9) {
        model.sort(byPlace);
        const accepts = random.below(4) > 0
          ? any
          : (chunk: Chunk) => chunk.submission === run;
        const expected = model.find(accepts);
        assert(queue.take(accepts) === expected, `seed ${seed}, step ${step}`);
        model = model.filter((chunk) => chunk !== expected);
      } else if (random.below(8) === 0) {
        queue.drop(run);
        model = model.filter((chunk) => chunk.submission !== run);
      }
      assertEquals(queue.size, model.length);
      assertEquals(queue.items, model.length * 2);
    }
    assertEquals(takeAll(queue), model.sort(byPlace).map(nameOf));
  }
});

function byPlace(a: Chunk, b: Chunk): number {
  return a.submission.options.order - b.submission.options.order ||
    a.batch.first - b.batch.first;
}

Deno.test("ChunkQueue lets lanes take turns, whatever is put back", () => {
  const queue = new ChunkQueue();
  const [long, short] = [makeSubmission(1, {}), makeSubmission(2, {})];
  for (let first = 0; first < 40; first += 10) {
    queue.insert(makeChunk(long, first, 10));
  }
  queue.insert(makeChunk(short, 0));
  const taken = queue.take(any);
  assert(taken !== undefined);
  queue.insert(makeChunk(long, 5, 5));
  queue.insert(makeChunk(short, 1));
  assertEquals(takeAll(queue), [
    "2:0",
    "1:5",
    "2:1",
    "1:10",
    "1:20",
    "1:30",
  ]);
});
