import { assert, assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  BLANK,
  parseExactLine,
} from "../../../../lib/sandbox/guest/json/parse_line.ts";
import { jsonItems } from "../../../../lib/sandbox/guest/json/json_items.ts";
import { parseTogether } from "../../../../lib/sandbox/guest/json/parse_together.ts";
import { scanLines } from "../../../../lib/sandbox/guest/json/scan.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

// `deno task fuzz:texts` tries many more.
const [rounds = 1] = Deno.args.map(Number);

const encoder = new TextEncoder();

/** What a line is by itself: its value, or how it fails. */
function alone(line: string): unknown {
  try {
    return parseExactLine(line);
  } catch (error) {
    return `failed: ${(error as Error).message}`;
  }
}

/** What lines are as a part of a batch. */
function together(lines: readonly string[]): unknown[] {
  const items = jsonItems(encoder.encode(lines.map((l) => `${l}\n`).join("")));
  return lines.map((line) => {
    try {
      const value = items.next();
      if (ItemFailure.kindOf(value) !== undefined) throw value;
      if (value !== BLANK) assertEquals(items.line(), line);
      return value;
    } catch (error) {
      return `failed: ${(error as Error).message}`;
    }
  });
}

/** What lines are made of: much that begins on one line and could end on another. */
// deno-fmt-ignore
const PIECES = [
  "{", "}", "[", "]", "{}", "[]", '{"a":1}', '{"a":', '"b":', ",", " , ", "\t,\r",
  "},{", "],[", '"', '"}', '{"', "1", "12345678901234567890", "1e400", "null",
  "[{}", "{}]}", "ü", "\ufffd", " ", "\\", '\\"', '"},{"', "true",
];

const SHAPES = [
  (text: string) => text,
  (text: string) => `{${text}}`,
  (text: string) => `{"a":[${text}]}`,
  (text: string) => `[${text}]`,
  (text: string) => `{"a":"${text}"}`,
  () => '{"a":1}',
  () => "[1]",
  () => "{}",
];

Deno.test("Lines read together are what each is alone, whatever they hold", () => {
  const random = new SeededRandom(17);
  for (let round = 0; round < rounds * 3_000; round++) {
    const lines = Array.from({ length: 1 + random.below(5) }, () => {
      let text = "";
      const size = random.below(5);
      for (let n = 0; n < size; n++) text += random.pick(PIECES);
      return random.pick(SHAPES)(text);
    });
    assertEquals(together(lines), lines.map(alone), JSON.stringify(lines));
  }
});

Deno.test("Lines that only balance each other out are no values", () => {
  const random = new SeededRandom(23);
  // Merged lines and doubled ones, so that there are as many values as lines.
  const open = ['{"a":[{}', '{"a":"', "[[1]", '["', "[{}", '{"a":{"b":{}}'];
  const close = ["{}]}", '"}', "[2]]", '"]', "{}]", '"c":1}'];
  const double = ["{},{}", "[],[]", "1,2", "{} ,\t{}", '{},"}"', "{},1", ",{}"];
  for (let round = 0; round < rounds * 2_000; round++) {
    const lines = [random.pick(open), random.pick(close), random.pick(double)];
    if (random.below(2) === 0) lines.unshift(random.pick(["{}", "[]", "1"]));
    if (random.below(2) === 0) lines.reverse();
    assertEquals(together(lines), lines.map(alone), JSON.stringify(lines));
  }
});

const RECORDS: readonly (readonly [string, (n: number) => unknown])[] = [
  ["records", (n) => ({ id: n, score: n / 7, name: `n${n}`, list: [{}, n] })],
  ["text beyond ASCII", (n) => ({ text: `Größe ${n} €` })],
  ["numbers", (n) => n],
  ["texts", (n) => `text ${n}`],
  ["arrays", (n) => [n, [n], {}]],
  ["a list of records", (n) => ({ list: n })],
];

Deno.test.each(RECORDS)("%s are parsed together", (_name, record) => {
  const lines = Array.from(
    { length: 500 },
    (_, n) => JSON.stringify(record(n)),
  );
  for (const end of ["\n", ""]) {
    const bytes = encoder.encode(lines.join("\n") + end);
    const values = parseTogether(scanLines(bytes, bytes[0]), bytes[0]);
    assert(values !== undefined);
    assertEquals(values, lines.map((line) => JSON.parse(line)));
  }
});

Deno.test("A part that holds one long number keeps the digits of all", () => {
  const lines = [
    '{"id":9007199254740993}',
    '{"id":-9007199254740993,"x":0.5}',
    '{"id":9007199254740991}',
    '"9007199254740993"',
  ];
  assertEquals(together(lines), [
    { id: 9007199254740993n },
    { id: -9007199254740993n, x: 0.5 },
    { id: 9007199254740991 },
    "9007199254740993",
  ]);
});
