import { assertEquals } from "@std/assert";
import { scanLines } from "../../lib/stream/line_feeds.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** The obvious way to do the same. */
function scanSlowly(bytes: Uint8Array, most: number) {
  let count = 0;
  let end = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 10) continue;
    count++;
    end = index + 1;
    if (count === most) break;
  }
  return { count, end };
}

Deno.test("scanLines() finds what a byte-by-byte search finds, at any alignment and length", () => {
  const random = new SeededRandom(7);
  // Line feeds, their neighbours, and the bytes that differ from them in one bit.
  const alphabet = [10, 10, 9, 11, 0, 138, 74, 8, 255, 97];
  for (let round = 0; round < 5000; round++) {
    const whole = Uint8Array.from(
      { length: 40 },
      () => random.pick(alphabet),
    );
    const start = random.below(9);
    const bytes = whole.subarray(start, start + random.below(32));
    const most = round % 3 === 0 ? Infinity : 1 + random.below(6);
    const { count, end } = scanLines(bytes, most);
    assertEquals({ count, end }, scanSlowly(bytes, most), `${bytes} ${most}`);
  }
});

Deno.test("scanLines() of nothing finds nothing", () => {
  const { count, end } = scanLines(new Uint8Array(0), Infinity);
  assertEquals({ count, end }, { count: 0, end: 0 });
});
