import { assertEquals } from "@std/assert";
import { countLineFeeds, endOfLines } from "../../lib/framing/line_feeds.ts";
import { SeededRandom } from "../support/seeded_random.ts";

// Line feeds, their neighbours, and the bytes that differ from them in one bit.
const ALPHABET = [10, 10, 9, 11, 0, 138, 74, 8, 255, 97];

/** Some bytes at any place in their buffer. */
function someBytes(random: SeededRandom): Uint8Array {
  const whole = Uint8Array.from({ length: 40 }, () => random.pick(ALPHABET));
  const start = random.below(9);
  return whole.subarray(start, start + random.below(32));
}

/** Where each line ends, found the obvious way. */
function endsOf(bytes: Uint8Array): number[] {
  return [...bytes.entries()].filter(([, byte]) => byte === 10)
    .map(([index]) => index + 1);
}

Deno.test("countLineFeeds() finds what a byte-by-byte search finds, at any alignment and length", () => {
  const random = new SeededRandom(7);
  for (let round = 0; round < 5000; round++) {
    const bytes = someBytes(random);
    assertEquals(countLineFeeds(bytes), endsOf(bytes).length, `${bytes}`);
  }
});

Deno.test("countLineFeeds() counts more than a byte can hold", () => {
  for (const size of [1019, 1020, 1021, 4080, 100_000]) {
    assertEquals(countLineFeeds(new Uint8Array(size).fill(10)), size);
  }
});

Deno.test("endOfLines() passes as many lines as it is told, or all there are", () => {
  const random = new SeededRandom(8);
  for (let round = 0; round < 2000; round++) {
    const bytes = someBytes(random);
    const lines = 1 + random.below(6);
    const wanted = endsOf(bytes).slice(0, lines).at(-1) ?? 0;
    assertEquals(endOfLines(bytes, lines), wanted, `${bytes} ${lines}`);
  }
});
