import { assertEquals, assertThrows } from "@std/assert";
import { type Batch, bytesOf } from "../../lib/framing/batch.ts";
import { BufferPool } from "../../lib/framing/buffer_pool.ts";
import { LineFramer } from "../../lib/framing/line_framer.ts";
import { linesOf } from "../support/lines_of.ts";
import { SeededRandom } from "../support/seeded_random.ts";

const encoder = new TextEncoder();

interface Framing {
  readonly maxItems?: number;
  readonly longestLine?: number;
  /** Takes whole lines after every part, as for an idle input. */
  readonly eager?: boolean;
}

/** The batches of an input that comes in parts. */
function frame(parts: readonly Uint8Array[], options: Framing = {}): Batch[] {
  const { maxItems = 1000, longestLine, eager = false } = options;
  const framer = new LineFramer({ maxItems, longestLine });
  const batches: Batch[] = [];
  for (let part of parts) {
    while (part.length > 0) {
      const room = framer.room();
      const given = part.subarray(0, room.length);
      room.set(given);
      batches.push(...framer.filled(given.length));
      if (eager) batches.push(...framer.takeLines());
      part = part.subarray(given.length);
    }
  }
  return [...batches, ...framer.takeRest()];
}

function frameText(text: string, options?: Framing): Batch[] {
  return frame([encoder.encode(text)], options);
}

/** Every batch begins where the one before it ended. */
function assertConsecutive(batches: readonly Batch[]): void {
  let next = 0;
  for (const { first, count } of batches) {
    assertEquals(first, next);
    next += count;
  }
}

const TEXT = '\ufeff{"a":1}\r\n\nzwölf €\n𝒳\ufeffy\n\r\nlast';
const LINES = ['{"a":1}\r', "", "zwölf €", "𝒳\ufeffy", "\r", "last"];

Deno.test("LineFramer gives the same lines wherever the input is cut in two", () => {
  const bytes = encoder.encode(TEXT);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
    for (const eager of [false, true]) {
      const batches = frame(parts, { eager });
      assertEquals(linesOf(batches), LINES, `cut at ${cut}, eager ${eager}`);
      assertConsecutive(batches);
    }
  }
});

Deno.test("LineFramer gives the same lines wherever the input is cut in three", () => {
  const bytes = encoder.encode(TEXT);
  for (let first = 0; first < bytes.length; first++) {
    for (let second = first; second < bytes.length; second++) {
      const parts = [
        bytes.subarray(0, first),
        bytes.subarray(first, second),
        bytes.subarray(second),
      ];
      assertEquals(linesOf(frame(parts, { eager: true, maxItems: 2 })), LINES);
    }
  }
});

Deno.test("LineFramer copies no byte of a line that fits in its buffer", () => {
  const [batch] = frameText("one\ntwo\n");
  assertEquals(batch?.count, 2);
  assertEquals(
    new TextDecoder().decode(batch && bytesOf(batch)),
    "one\ntwo\n",
  );
});

const eachInput = Deno.test.each<[string, string, string[]]>([
  ["no byte", "", []],
  ["one line feed", "\n", [""]],
  ["only line feeds", "\n\n\n", ["", "", ""]],
  ["no line feed", "one", ["one"]],
  ["a last line feed", "one\ntwo\n", ["one", "two"]],
  ["no last line feed", "one\ntwo", ["one", "two"]],
  ["a blank last line", "one\n\n", ["one", ""]],
  ["only a byte order mark", "\ufeff", []],
  ["a byte order mark and a line feed", "\ufeff\n", [""]],
  ["two byte order marks", "\ufeff\ufeffone\n", ["\ufeffone"]],
  ["a byte order mark in line 2", "one\n\ufefftwo\n", ["one", "\ufefftwo"]],
  ["carriage returns alone", "one\rtwo\r", ["one\rtwo\r"]],
]);

eachInput("LineFramer cuts an input of %s", (_name, text, lines) => {
  const batches = frameText(text);
  assertEquals(linesOf(batches), lines);
  assertEquals(
    batches.reduce((sum, { count }) => sum + count, 0),
    lines.length,
  );
  assertConsecutive(batches);
});

Deno.test("LineFramer with maxItems 1 gives every line by itself", () => {
  const batches = frameText("a\nb\nc", { maxItems: 1 });
  assertEquals(batches.map(({ count }) => count), [1, 1, 1]);
  assertEquals(linesOf(batches), ["a", "b", "c"]);
});

Deno.test("LineFramer never gives more than maxItems lines at a time", () => {
  const batches = frameText("x\n".repeat(10), { maxItems: 4 });
  assertEquals(batches.map(({ count }) => count), [4, 4, 2]);
});

Deno.test("LineFramer gives lines much longer than its buffer, whole", () => {
  const long = "x".repeat(3 * 2 ** 20);
  const batches = frameText(`a\n${long}\n${long}y\nb`);
  assertEquals(
    linesOf(batches).map((line) => line.length),
    [1, long.length, long.length + 1, 1],
  );
  assertConsecutive(batches);
});

Deno.test("LineFramer keeps lines apart that end where its buffer does", () => {
  const line = "x".repeat(2 ** 16 - 1) + "\n";
  const text = line.repeat(9);
  for (const shift of [0, 1, 2]) {
    const batches = frameText("y".repeat(shift) + text);
    const lengths = linesOf(batches).map((line) => line.length);
    assertEquals(lengths, [2 ** 16 - 1 + shift, ...Array(8).fill(2 ** 16 - 1)]);
  }
});

Deno.test("LineFramer gives what was read and nothing else through many buffers", () => {
  // Buffers that were used before hold other bytes behind what is read into them.
  const buffers = new BufferPool();
  const random = new SeededRandom(19);
  for (let round = 0; round < 6; round++) {
    const most = random.pick([1, 3, 20, 200, 3000]);
    const lines = Array.from(
      { length: Math.min(60_000, Math.ceil(2e6 / most)) },
      (_, n) => `${n} ${"x".repeat(random.below(most))}`,
    );
    const bytes = encoder.encode(lines.join("\n"));
    const framer = new LineFramer({
      maxItems: random.pick([10, 500, 5000]),
      buffers,
    });
    const seen: string[] = [];
    const take = (batches: Iterable<Batch>) => {
      for (const batch of batches) {
        seen.push(...linesOf([batch]));
        if (batch.kind === "bytes") buffers.giveBack(batch);
      }
    };
    for (let at = 0; at < bytes.length;) {
      const room = framer.room();
      const part = bytes.subarray(at, at + 1 + random.below(room.length));
      room.set(part);
      at += part.length;
      take(framer.filled(part.length));
    }
    take(framer.takeRest());
    assertEquals(seen.length, lines.length);
    const wrong = seen.findIndex((line, n) => line !== lines[n]);
    assertEquals(seen[wrong], lines[wrong], `round ${round}, line ${wrong}`);
  }
});

Deno.test("LineFramer fills a batch of short lines without cutting one", () => {
  const batches = frameText("123456789\n".repeat(200_000), { maxItems: 9000 });
  // The first buffer tells how long lines are.
  const counts = batches.slice(Math.ceil(39_322 / 9000)).map(({ count }) =>
    count
  );
  assertEquals(counts.slice(0, -1).every((n) => n > 8400 && n <= 9000), true);
  assertConsecutive(batches);
});

const eachPlace = Deno.test.each<[string, string[]]>([
  ["the first", ["L", "a", "b"]],
  ["a middle", ["a", "L", "b"]],
  ["the last", ["a", "b", "L"]],
  ["the only", ["L"]],
  ["every", ["L", "L", "L"]],
  ["every second", ["L", "a", "L", "b", "L"]],
]);

for (const ending of ["\n", ""]) {
  for (const length of [11, 300_000, 2 ** 20]) {
    eachPlace(
      `LineFramer refuses a line of ${length} bytes as %s one${
        ending ? "" : ", without a line feed at the end"
      }`,
      (_name, places) => {
        const long = "x".repeat(length);
        const text = places.map((p) => p === "L" ? long : p).join("\n");
        const expected = places.map((p) => p === "L" ? "<refused>" : p);
        for (const eager of [false, true]) {
          const batches = frameText(text + ending, { longestLine: 10, eager });
          assertEquals(linesOf(batches), expected);
          assertConsecutive(batches);
        }
      },
    );
  }
}

Deno.test("LineFramer takes a line of exactly the longest length", () => {
  for (const start of ["", "\ufeff", "a\n"]) {
    const text = `${start}0123456789\n0123456789x\n0123456789`;
    const lines = linesOf(frameText(text, { longestLine: 10 })).slice(-3);
    assertEquals(lines, ["0123456789", "<refused>", "0123456789"]);
  }
});

Deno.test("LineFramer refuses the same lines however the input is cut", () => {
  const random = new SeededRandom(7);
  for (let round = 0; round < 30; round++) {
    const lines = Array.from(
      { length: 8 },
      () => "x".repeat(random.pick([0, 9, 10, 11, 270_000, 600_000])),
    );
    const bytes = encoder.encode(lines.join("\n") + "\n");
    const expected = lines.map((l) => l.length > 10 ? "<refused>" : l);
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = 1 + random.below(400_000);
      parts.push(bytes.subarray(at, at += size));
    }
    const eager = random.below(2) === 1;
    const batches = frame(parts, { longestLine: 10, eager });
    assertEquals(linesOf(batches), expected, `round ${round}`);
    assertConsecutive(batches);
  }
});

Deno.test("LineFramer says why it refuses a line", () => {
  const [batch] = frameText("too long", { longestLine: 4 });
  assertEquals(
    batch?.kind === "invalid" && batch.reason,
    "the line is longer than 4 bytes",
  );
  assertEquals(batch?.count, 1);
});

const eachBadSize = Deno.test.each([0, -1, 1.5, NaN, Infinity]);

eachBadSize("LineFramer refuses a maxItems or longestLine of %d", (size) => {
  assertThrows(() => new LineFramer({ maxItems: size }), RangeError);
  assertThrows(
    () => new LineFramer({ maxItems: 1, longestLine: size }),
    RangeError,
    "longestLine",
  );
});
