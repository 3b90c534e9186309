import { assert, assertEquals } from "@std/assert";
import type { Chunk } from "../../../lib/sandbox/chunk.ts";
import { ChunkQueue } from "../../../lib/sandbox/dispatch/chunk_queue.ts";
import type { Fleet } from "../../../lib/sandbox/dispatch/fleet.ts";
import { Placement } from "../../../lib/sandbox/dispatch/placement.ts";
import type { GuestWorker } from "../../../lib/sandbox/worker/worker.ts";
import { chunkOf, submissionOf, workerSeen } from "../../support/chunks.ts";

/** Some workers, and what waits for them; `places` is how many there may be. */
function stage(workers: GuestWorker[], { places = workers.length } = {}) {
  const queue = new ChunkQueue();
  const retired: GuestWorker[] = [];
  const fleet = {
    workers: new Set(workers),
    hasPlace: workers.length < places,
    retire: (worker: GuestWorker) => void retired.push(worker),
  } as unknown as Fleet;
  const placement = new Placement(queue, fleet);
  return {
    placement,
    queue,
    retired,
    add(chunk: Partial<Chunk> = {}) {
      queue.insert(chunkOf(submissionOf(1), chunk));
      if (chunk.isFresh) placement.noteFresh();
    },
    /** The number of the worker that the next chunk is placed on, if it is. */
    next(now = 0, depth = 2): number | undefined {
      const placed = placement.next({ depth, now });
      return placed && workers.indexOf(placed.worker);
    },
  };
}

Deno.test("A chunk goes to the worker that holds the least", () => {
  const { add, next } = stage([
    workerSeen({ depth: 1 }),
    workerSeen({ isReady: false }),
    workerSeen(),
  ]);
  assertEquals(next(), undefined);
  add();
  assertEquals(next(), 2);
  assertEquals(next(), undefined);
});

Deno.test("No worker is given more than it may hold", () => {
  const { add, next } = stage([workerSeen({ depth: 2 })]);
  add();
  assertEquals(next(0, 2), undefined);
  assertEquals(next(0, 3), 0);
});

Deno.test("A worker that is on one item for long gets no second chunk", () => {
  const { add, next } = stage([workerSeen({ depth: 1, lastProgress: 100 })]);
  add();
  assertEquals(next(126), undefined);
  assertEquals(next(125), 0);
});

Deno.test("A chunk that may not start waits, and others pass it", () => {
  const { queue, add, next } = stage([workerSeen()]);
  const waiting = submissionOf(1, { mayStart: () => false });
  add({ submission: waiting });
  assertEquals(next(), undefined);
  add();
  assertEquals(next(), 0);
  assert(queue.peek(() => true)?.submission === waiting);
});

Deno.test("A chunk for a fresh worker goes to one that has run nothing", () => {
  const { add, next } = stage([
    workerSeen({ hasRun: true }),
    workerSeen(),
  ]);
  add({ isFresh: true });
  assertEquals(next(), 1);
});

Deno.test("A worker is kept for a chunk that waits for a fresh one, and others go on", () => {
  const starting = workerSeen({ isReady: false });
  const { add, next } = stage([workerSeen({ hasRun: true }), starting]);
  add({ isFresh: true });
  add();
  assertEquals(next(), 0);
  assertEquals(next(), undefined);
});

Deno.test("The only worker gets no other chunk while one waits for a fresh worker", () => {
  const { add, next } = stage([workerSeen({ hasRun: true })]);
  add({ isFresh: true });
  add();
  assertEquals(next(), undefined);
});

Deno.test("A worker is started for a chunk that waits, and one is ended for it if need be", () => {
  const used = { hasRun: true };
  const none = stage([workerSeen(used)]);
  assert(!none.placement.needsFresh());
  const free = stage([workerSeen(used)], { places: 2 });
  free.add({ isFresh: true });
  assert(free.placement.needsFresh());
  assertEquals(free.retired, []);
  const busy = workerSeen({ ...used, depth: 1 });
  const idle = workerSeen(used);
  const full = stage([busy, idle]);
  full.add({ isFresh: true });
  assert(full.placement.needsFresh());
  assert(full.retired.length === 1 && full.retired[0] === idle);
  const allBusy = stage([busy]);
  allBusy.add({ isFresh: true });
  assert(!allBusy.placement.needsFresh());
  const starting = stage([workerSeen({ isReady: false })], { places: 2 });
  starting.add({ isFresh: true });
  assert(!starting.placement.needsFresh());
});

Deno.test("Once the chunk that waited is gone, all workers are as others", () => {
  const { add, next } = stage([workerSeen()]);
  add({ isFresh: true });
  assertEquals(next(), 0);
  add();
  assertEquals(next(), 0);
});
