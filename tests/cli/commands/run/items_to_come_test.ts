import { assertEquals } from "@std/assert";
import type { InputSource } from "../../../../lib/cli/commands/input/input_source.ts";
import {
  itemsToCome,
  type Reading,
} from "../../../../lib/cli/commands/run/items_to_come.ts";
import type { Batch } from "../../../../lib/mod.ts";

const LINES: Reading["run"] = {
  input: { format: "lines" },
  decompress: undefined,
};

/** Four items, in 40 bytes. */
const BATCH: Batch = {
  ...{ kind: "bytes", first: 0, count: 4, bytes: new Uint8Array(40) },
};

function source(size: number | undefined, onSize = () => {}): InputSource {
  return {
    name: undefined,
    isTyped: false,
    get size() {
      onSize();
      return size;
    },
    read: () => Promise.resolve(null),
  };
}

const stats = { read: 4, bytesIn: 100 };

Deno.test("What is left of a file has as many items as its bytes are worth", () => {
  const sources = [source(700), source(400)];
  const toCome = itemsToCome({ run: LINES, sources, stats });
  assertEquals(toCome(BATCH), 100);
});

Deno.test("A size is asked for once, and only when somebody wants to know", () => {
  let asked = 0;
  const sources = [source(1100, () => asked++)];
  const toCome = itemsToCome({ run: LINES, sources, stats });
  assertEquals(asked, 0);
  toCome(BATCH);
  const before = asked;
  toCome(BATCH);
  assertEquals(asked, before);
});

Deno.test("A pipe and what is compressed have no end that is known", () => {
  const pipe = itemsToCome({ run: LINES, sources: [source(undefined)], stats });
  assertEquals(pipe(BATCH), Infinity);
  const run = { ...LINES, decompress: "gzip" as const };
  const packed = itemsToCome({ run, sources: [source(1100)], stats });
  assertEquals(packed(BATCH), Infinity);
});

Deno.test("Of a range it is known", () => {
  const run = {
    ...LINES,
    input: { format: "range", from: 10, to: 30 },
  } as const;
  const toCome = itemsToCome({ run, sources: [], stats });
  const batch: Batch = { kind: "range", first: 0, count: 4, rangeStart: 10 };
  assertEquals(toCome(batch), 16);
});
