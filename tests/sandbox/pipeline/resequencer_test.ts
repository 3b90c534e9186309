import { assertEquals } from "@std/assert";
import {
  Resequencer,
  type Sequenced,
} from "../../../lib/sandbox/pipeline/resequencer.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

const part = (first: number, count: number): Sequenced => ({
  batch: { first, count },
});

Deno.test("Resequencer gives a part at once when it is next", () => {
  const sequence = new Resequencer();
  assertEquals(sequence.put(part(0, 3)), [part(0, 3)]);
  assertEquals(sequence.put(part(3, 1)), [part(3, 1)]);
  assertEquals(sequence.next, 4);
  assertEquals(sequence.held, 0);
});

Deno.test("Resequencer holds what is early, and says how much", () => {
  const sequence = new Resequencer();
  assertEquals(sequence.put(part(5, 2)), []);
  assertEquals(sequence.put(part(2, 3)), []);
  assertEquals(sequence.held, 5);
  assertEquals(sequence.put(part(0, 2)), [part(0, 2), part(2, 3), part(5, 2)]);
  assertEquals(sequence.held, 0);
  assertEquals(sequence.next, 7);
});

Deno.test("Resequencer brings any order back, each part once", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = new SeededRandom(seed);
    const parts: Sequenced[] = [];
    for (let first = 0; parts.length < 20;) {
      const count = 1 + random.below(5);
      parts.push(part(first, count));
      first += count;
    }
    const shuffled = parts.map((part) => ({ part, key: random.below(1e6) }))
      .sort((a, b) => a.key - b.key);
    const sequence = new Resequencer();
    const out = shuffled.flatMap(({ part }) => sequence.put(part));
    assertEquals(out, parts, `seed ${seed}`);
    assertEquals(sequence.held, 0);
  }
});

Deno.test("Resequencer begins where the first part begins", () => {
  const sequence = new Resequencer();
  sequence.begin({ first: 7, count: 2 });
  sequence.begin({ first: 9, count: 1 });
  assertEquals(sequence.put(part(9, 1)), []);
  assertEquals(sequence.put(part(7, 2)), [part(7, 2), part(9, 1)]);
});
