import { assert, assertEquals } from "@std/assert";
import { Event, JsonScan, SLICE } from "../../../lib/framing/json/json_scan.ts";
import { JsonFramer } from "../../../lib/framing/json/json_framer.ts";
import { decode, encode } from "../../../lib/internal/bytes.ts";
import { SeededRandom } from "../../support/seeded_random.ts";

// `deno task fuzz:texts` tries many more.
const [rounds = 1] = Deno.args.map(Number);

function put(scan: JsonScan, text: string): void {
  scan.put(encode(text));
}

/** What one step says. */
function step(scan: JsonScan, most = 100) {
  const { event, text, lines, whole } = scan.follow(most);
  return { event, text: decode(text), lines, whole };
}

Deno.test("Elements become lines, and what has begun stands after them", () => {
  const scan = new JsonScan();
  put(scan, '[1, {"a": "]"},2');
  assertEquals(step(scan), {
    ...{ event: Event.None, text: '1\n{"a": "]"}\n2', lines: 2, whole: 13 },
  });
  assert(scan.isDone && scan.isInArray);
});

Deno.test("No more lines come at once than are wanted, and the rest later", () => {
  const scan = new JsonScan();
  put(scan, "[1,2,3,");
  assertEquals(step(scan, 2).lines, 2);
  assert(!scan.isDone);
  assertEquals(step(scan, 2).text, "3\n");
  assert(scan.isDone);
});

Deno.test("It knows over slices whether it is inside of a string", () => {
  const scan = new JsonScan();
  put(scan, '["a\\');
  step(scan);
  assert(!scan.isClosed && scan.isInValue);
  put(scan, '"');
  step(scan);
  assert(!scan.isClosed);
  put(scan, '"');
  step(scan);
  assert(scan.isClosed);
});

Deno.test("It knows the line on which what is open begins", () => {
  const scan = new JsonScan();
  put(scan, "\n\n[\n1,\n");
  step(scan);
  assertEquals(scan.beginLine, 3);
});

Deno.test("A word outside of all brackets ends where a blank or a value follows", () => {
  const scan = new JsonScan();
  put(scan, "nul");
  step(scan);
  assert(scan.isInScalar && !scan.isInArray);
  put(scan, "l\n");
  assertEquals(step(scan).event, Event.ScalarEnd);
  assert(!scan.isInScalar);
});

Deno.test("A slice of the largest size is followed to its end", () => {
  const scan = new JsonScan();
  put(scan, "[" + "1,".repeat(SLICE / 2 - 1) + "2");
  let lines = 0;
  while (!scan.isDone) lines += step(scan, 1_000).lines;
  assertEquals(lines, SLICE / 2 - 1);
});

/** All that becomes of an input that comes in pieces of at most `size` bytes. */
function framed(bytes: Uint8Array, size: number, maxItems: number): string {
  const framer = new JsonFramer({ maxItems });
  const batches = [];
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    framer.room().set(piece);
    batches.push(...framer.filled(piece.length));
  }
  batches.push(...framer.takeRest());
  return batches.map((batch) => {
    if (batch.kind === "range") return "";
    const refused = batch.kind === "invalid" ? `<${batch.reason}> ` : "";
    return refused + decode(batch.bytes);
  }).join("");
}

/** Asserts that bytes become the same sixteen at a time as one by one. */
function assertFollowed(bytes: Uint8Array, sizes: readonly number[]): void {
  const expected = framed(bytes, 1, 1_000);
  for (const size of sizes) {
    const where = JSON.stringify({ text: decode(bytes), size });
    assertEquals(framed(bytes, size, 1_000), expected, where);
  }
}

/** What texts are made of: all that ends, begins or hides something. */
// deno-fmt-ignore
const PIECES = [
  "{", "}", "[", "]", '"', "\\", ",", ":", "\n", "\r\n", "\t", " ", "      ", " ".repeat(20),
  "1", "-1.5e3", "true", "nul", "x", "Y_^", "\x00", "\x1e", "\x7f", "\ufeff", "é", "😀",
  '\\"', "\\\\", "\\u00e9", "\\ud83d", '"abc"', '"a string of more than sixteen"',
  '{"a":1}', '{"a": [', '"k": ', "[[1,2],[3]]", '[1,{"a":[]},"]"]', "],[", "},{", ",\n  ",
  '{"id":1,"name":"user 1","tags":["a","b\\"c"]},',
];

Deno.test("Whatever bytes are, they are followed sixteen at a time as one by one", () => {
  const random = new SeededRandom(59);
  for (let round = 0; round < rounds * 1_000; round++) {
    let text = random.pick(["", "[", "[", "[{"]);
    const size = random.below(40);
    for (let n = 0; n < size; n++) text += random.pick(PIECES);
    assertFollowed(encode(text), [1 + random.below(40), SLICE]);
  }
});

Deno.test("JSON with a wrong byte is followed sixteen at a time as one by one", () => {
  const random = new SeededRandom(61);
  for (let round = 0; round < rounds * 500; round++) {
    const elements = Array.from({ length: 1 + random.below(20) }, (_, n) => {
      const text = '\\"\n[{,€😀'.slice(random.below(8)).repeat(random.below(9));
      const value = random.pick([n / 7, text, null, [], {
        n,
        text,
        list: [n],
      }]);
      const indent = random.pick([undefined, undefined, 1, "\t"]);
      return JSON.stringify([value, { value }], null, indent)
        .slice(...random.pick([[0], [1, -1]]));
    });
    const text = `[${
      elements.join(random.pick([",", ", ", ",\n", " ,\r\n"]))
    }]`;
    const bytes = encode(text + random.pick(["", "\n", " {}", text]));
    const isWrong = random.below(2) === 0;
    if (isWrong) {
      bytes[random.below(bytes.length)] = random.pick([
        ...encode('{}[]",:\\\n x'),
      ]);
    }
    assertFollowed(bytes, [1 + random.below(100), SLICE]);
  }
});

Deno.test("Brackets that are deeper than is remembered are followed all the same", () => {
  const deep = 70_000;
  for (const [open, close] of [["[", "]"], ['{"a":', "}"], ['[{"a":', "}]"]]) {
    const inside = open?.repeat(deep) + "1" + close?.repeat(deep);
    const bytes = encode(`[${inside},2,{"a":${inside}}]`);
    assertEquals(framed(bytes, SLICE, 9), framed(bytes, 7, 9));
    assertEquals(framed(bytes, SLICE, 9).split("\n")[0], inside);
  }
});
