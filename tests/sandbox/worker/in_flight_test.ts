import { assertEquals } from "@std/assert";
import type { Chunk } from "../../../lib/sandbox/chunk.ts";
import { InFlight } from "../../../lib/sandbox/worker/in_flight.ts";
import { rangeBatch } from "../../support/batches.ts";

/** A chunk of some items, of a submission that may be over. */
function chunk(first: number, count: number, isOver = false): Chunk {
  return {
    submission: { isOver },
    batch: rangeBatch({ first, count }),
  } as Chunk;
}

/** Chunks as `first+count`. */
function shown(chunks: readonly (Chunk | undefined)[]): string[] {
  return chunks.map((one) => `${one?.batch.first}+${one?.batch.count}`);
}

/** A worker's batches: three of four items each. */
function three(): InFlight {
  const batches = new InFlight();
  for (const first of [0, 4, 8]) batches.add(chunk(first, 4));
  return batches;
}

Deno.test("Batches are run in the order in which they were sent, with ids that grow", () => {
  const batches = new InFlight();
  assertEquals([batches.add(chunk(0, 1)), batches.add(chunk(1, 1))], [1, 2]);
  assertEquals(batches.oldest?.id, 1);
  batches.end();
  assertEquals(batches.oldest?.id, 2);
  assertEquals(batches.add(chunk(2, 1)), 3);
  assertEquals(batches.size, 2);
});

Deno.test("What is taken back is lost with no worker", () => {
  const batches = three();
  assertEquals(batches.waiting, 8);
  assertEquals(shown(batches.takeBehind()), ["4+4", "8+4"]);
  assertEquals(shown(batches.takeBehind()), []);
  assertEquals(shown(batches.held), ["0+4"]);
  // The worker has them all the same, and answers them.
  assertEquals([batches.size, batches.waiting], [3, 0]);
});

Deno.test("The rest of the oldest batch is taken back once, after the item it is on", () => {
  const batches = three();
  assertEquals(shown([batches.takeAfter(1)]), ["2+2"]);
  assertEquals(batches.takeAfter(1), undefined);
  assertEquals(batches.running?.count, 2);
  assertEquals(batches.oldest?.sent.batch.count, 4);
  assertEquals(shown(batches.held), ["0+2", "4+4", "8+4"]);
});

Deno.test("Items of a submission that is over do not count as running, or waiting", () => {
  const batches = new InFlight();
  batches.add(chunk(0, 4, true));
  batches.add(chunk(4, 4, true));
  assertEquals([batches.running, batches.waiting], [undefined, 0]);
  assertEquals(new InFlight().running, undefined);
});
