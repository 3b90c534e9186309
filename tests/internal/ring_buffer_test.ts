import { assertEquals } from "@std/assert";
import { RingBuffer } from "../../lib/internal/ring_buffer.ts";
import { SeededRandom } from "../support/seeded_random.ts";

interface Cell {
  readonly value: number;
  readonly weight: number;
  readonly attempts: number;
}

const eachKind = Deno.test.each([true, false]);

eachKind(
  "RingBuffer (weighted: %s) is an array with two ends",
  (weighted) => {
    const random = new SeededRandom(11);
    const ring = new RingBuffer<number>(weighted);
    const array: Cell[] = [];
    for (let n = 0; n < 20_000; n++) {
      const weight = weighted ? random.below(5) : 1;
      const attempts = random.below(4);
      // First it grows, then it runs empty, again and again.
      const choice = random.below(n % 2000 < 1000 ? 10 : 24);
      if (choice < 5) {
        ring.push(n, n, weight);
        array.push({ value: n, weight, attempts: 0 });
      } else if (choice < 7) {
        ring.unshift(n, { since: n, weight }, attempts);
        array.unshift({ value: n, weight, attempts });
      } else if (array.length > 0) {
        assertEquals(ring.attempts, array[0]?.attempts);
        assertEquals(ring.oldest, array[0]?.value);
        assertEquals(ring.shift(), array.shift()?.value);
      }
      assertEquals(ring.length, array.length);
    }
    assertEquals(
      ring.weight,
      array.reduce((sum, cell) => sum + cell.weight, 0),
    );
  },
);
