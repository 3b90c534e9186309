import { assertEquals } from "@std/assert";
import type { Chunk } from "../../../lib/sandbox/chunk.ts";
import { ChunkList } from "../../../lib/sandbox/dispatch/chunk_list.ts";
import { rangeBatch } from "../../support/batches.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

/** One item of a submission, as a chunk. */
function chunk(order: number, first: number): Chunk {
  const batch = rangeBatch({ first, count: 1 });
  return { submission: { options: { order } }, batch } as Chunk;
}

const any = () => true;
const keyOf = ({ submission, batch }: Chunk) =>
  submission.options.order * 10_000 + batch.first;

Deno.test("Chunks come out by submission and item, in whatever order they went in", () => {
  // Seed 1; about 3,000 are at once in the list, so that its array is shortened.
  const random = new SeededRandom(1);
  const list = new ChunkList();
  const model: number[] = [];
  for (let step = 0; step < 20_000; step++) {
    if (step < 4000 || random.below(3) === 0) {
      const one = chunk(random.below(3), random.below(10_000));
      if (model.includes(keyOf(one))) continue;
      list.insert(one);
      const at = model.findIndex((key) => key >= keyOf(one));
      model.splice(at < 0 ? model.length : at, 0, keyOf(one));
    } else {
      const taken = list.take(any);
      assertEquals(taken && keyOf(taken), model.shift());
    }
    if (step % 1000 === 0) assertEquals(list.countItems(), model.length);
  }
  assertEquals(list.size, model.length);
});

Deno.test("A chunk that is not accepted stays where it was", () => {
  const list = new ChunkList();
  for (const first of [0, 1, 2]) list.insert(chunk(1, first));
  const isLater = ({ batch }: Chunk) => batch.first > 0;
  assertEquals(list.peek(isLater)?.batch.first, 1);
  assertEquals(list.take(isLater)?.batch.first, 1);
  assertEquals(list.take(() => false), undefined);
  assertEquals(
    [list.take(any), list.take(any)].map((one) => one?.batch.first),
    [0, 2],
  );
});

Deno.test("A submission that is dropped takes its chunks along, and no other's", () => {
  const list = new ChunkList();
  for (const order of [3, 1, 2]) {
    for (const first of [1, 0]) list.insert(chunk(order, first));
  }
  assertEquals(list.drop(2), 2);
  assertEquals(list.drop(2), 0);
  assertEquals(list.size, 4);
  assertEquals(list.take(any)?.submission.options.order, 1);
  assertEquals(list.drop(1), 1);
  assertEquals(list.take(any)?.submission.options.order, 3);
});
