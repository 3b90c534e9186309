import { assertEquals, assertRejects } from "@std/assert";
import { readJson } from "../../../lib/framing/json/json_values.ts";
import type { ReadLinesOptions } from "../../../lib/framing/sources.ts";
import { ByteSource } from "../../support/byte_source.ts";
import { chunkedRead, everyCut } from "../../support/chunked_read.ts";
import { SeededRandom } from "../../support/seeded_random.ts";
import { collect, linesOf } from "../../support/lines_of.ts";

type Options = Partial<ReadLinesOptions>;

// `deno task fuzz:texts` tries many more.
const [rounds = 1] = Deno.args.map(Number);

const encoder = new TextEncoder();

/** The lines that an input becomes, and at last why something was refused. */
async function read(
  chunks: readonly Uint8Array[],
  options: Options = {},
): Promise<string[]> {
  const all = { maxItems: 100, ...options };
  const batches = await collect(readJson(chunkedRead(chunks), all));
  let next = 0;
  for (const { first, count } of batches) {
    assertEquals(first, next);
    next += count;
  }
  const refused = batches.flatMap((batch) =>
    batch.kind === "invalid" ? batch.reason : []
  );
  return [...linesOf(batches), ...refused];
}

function readText(text: string, options?: Options): Promise<string[]> {
  return read([encoder.encode(text)], options);
}

const TRICKY = '\ufeff [\n  {"a": "],[\\"{\\\\", "ß": [1,\r\n    [2]]} ,\n' +
  '1.0,"€\\u0022"\n,null , [] ,{ }\n]\n[ 12345678901234567890\t]  ';

const TRICKY_LINES = [
  '{"a": "],[\\"{\\\\", "ß": [1, [2]]}',
  "1.0",
  '"€\\u0022"',
  "null",
  "[]",
  "{ }",
  "12345678901234567890",
];

Deno.test("readJson() gives the same elements wherever the bytes are cut", async () => {
  for (const chunks of everyCut(TRICKY)) {
    assertEquals(await read(chunks), TRICKY_LINES);
  }
});

Deno.test.each([1, 2, 3])(
  "readJson() gives the same elements in batches of %i",
  async (maxItems) => {
    assertEquals(await readText(TRICKY, { maxItems }), TRICKY_LINES);
  },
);

Deno.test("readJson() keeps every element of any array of JSON", async () => {
  const elements = Array.from({ length: 2000 }, (_, n) => ({
    n,
    text: `[{"${"\\".repeat(n % 4)}\n\u0001"`.repeat(n % 7),
    deep: n % 3 ? [[], {}, [{ n: [n] }]] : null,
  }));
  for (const indent of [undefined, 2, "\t"]) {
    const lines = await readText(JSON.stringify(elements, null, indent));
    assertEquals(lines.map((line) => JSON.parse(line)), elements);
  }
});

Deno.test("readJson() gives nothing for an empty array", async () => {
  assertEquals(await readText(" [ \n ] "), []);
});

const BROKEN: readonly (readonly [string, readonly string[]])[] = [
  ["[1,\n2", [
    "1",
    "<refused>",
    "the array that begins on line 1 is not closed",
  ]],
  ['[1,{"a":2} ', [
    ...["1", '{"a":2}', "<refused>"],
    "the array that begins on line 1 is not closed",
  ]],
  ['[1,{"a":2', [
    ...["1", "<refused>"],
    "the array that begins on line 1 is not closed",
  ]],
  ["[1,", ["1", "<refused>", "the array that begins on line 1 is not closed"]],
  ['1 {"a":', [
    ...["1", "<refused>"],
    "the value that begins on line 1 is not closed",
  ]],
  ['[1]\n\n"ab', [
    ...["1", "<refused>"],
    "the value that begins on line 3 is not closed",
  ]],
];

Deno.test.each(BROKEN.map(([text, lines]) => [text, lines] as const))(
  "readJson() of %j gives what came before, and then why it ends",
  async (text, lines) => {
    for (const chunks of everyCut(text)) {
      assertEquals(await read(chunks), [...lines]);
    }
  },
);

Deno.test("readJson() loses one element for a comma too many", async () => {
  const refused = "there is nothing before the comma or the bracket";
  assertEquals(await readText("[,1]"), ["<refused>", "1", refused]);
  assertEquals(await readText("[1,,2]"), ["1", "<refused>", "2", refused]);
  assertEquals(await readText("[1,]"), ["1", "<refused>", refused]);
});

Deno.test("readJson() never mends an element that is no JSON", async () => {
  for (const element of ['"a\nb"', "1\n2", "{]}", "1 2"]) {
    const [line = ""] = await readText(`[${element}]`);
    let isJson = true;
    try {
      JSON.parse(line);
    } catch {
      isJson = false;
    }
    assertEquals(isJson, false, line);
  }
});

Deno.test("readJson() refuses an element that is too long, and only that", async () => {
  const long = JSON.stringify("x".repeat(300_000));
  const lines = await readText(`[1,${long},2,${long},3]`, {
    longestLine: 1000,
  });
  assertEquals(lines, [
    ...["1", "<refused>", "2", "<refused>", "3"],
    "the item is longer than 1000 bytes",
    "the item is longer than 1000 bytes",
  ]);
});

Deno.test("readJson() takes elements of several megabytes", async () => {
  const long = JSON.stringify("x".repeat(3_000_000));
  const lines = await readText(`[${long}, 1, ${long}]`);
  assertEquals(lines, [long, "1", long]);
});

Deno.test("readJson() gives an element as soon as the input is idle", async () => {
  const source = new ByteSource();
  const reading = readJson(source.read, { maxItems: 10 });
  source.push('[{"a":1},{"b"');
  const { value } = await reading.next();
  assertEquals(linesOf(value ? [value] : []), ['{"a":1}']);
  source.push(":2}]");
  source.end();
  assertEquals(linesOf(await collect(reading)), ['{"b":2}']);
});

/** Inputs, and the items they hold. */
const VALUES: readonly (readonly [string, readonly string[]])[] = [
  ["", []],
  [" \n\t\x1e ", []],
  ['{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
  ['\x1e{"a":1}\n\x1e{"a":2}\n', ['{"a":1}', '{"a":2}']],
  ['{\n  "a": [1,\n    {}]\n}\n{\n}', ['{ "a": [1, {}] }', "{ }"]],
  ["1 2\n3", ["1", "2", "3"]],
  ["1[2]3{}4", ["1", "2", "3", "{}", "4"]],
  ['"a""b"[]"c"null true', ['"a"', '"b"', '"c"', "null", "true"]],
  ["[1][2,[3]][]", ["1", "2", "[3]"]],
  ["[{} {}, [4] [5]]", ["{}", "{}", "[4]", "[5]"]],
  ["[[1,2],[3]]", ["[1,2]", "[3]"]],
  ['\ufeff{"a":1}\n\ufeff[2]\ufeff3 \ufeff"x"\ufeff', [
    '{"a":1}',
    "2",
    "3",
    '"x"',
  ]],
  ['"\\"{\\\\" {"\\\\":"}"}', ['"\\"{\\\\"', '{"\\\\":"}"}']],
];

Deno.test.each(VALUES)(
  "readJson() of %j gives each value",
  async (text, lines) => {
    for (const chunks of everyCut(text)) {
      assertEquals(
        await read(chunks),
        lines,
      );
    }
  },
);

/** Inputs with one broken value, `!`, among good ones. */
const ONE_BROKEN: readonly (readonly [string, readonly string[]])[] = [
  ['{"a":1}\n{"a":\n{"a":2}{"a":3}', ['{"a":1}', "!", '{"a":3}']],
  ['{"a":1,\n{"a":2}\n{"a":3}', ["!", '{"a":2}', '{"a":3}']],
  ['{"a":"x}\n{"a":"y"}\n{"a":"z"}', ["!", '{"a":"y"}', '{"a":"z"}']],
  ['[{"a":"x},\n{"a":"y"},\n{"a":"z"}]', ["!", '{"a":"y"}', '{"a":"z"}']],
  ['[\n {\n "a": "x\n, "b": 1\n },\n {\n "a": 2\n }\n]', ["!", '{ "a": 2 }']],
  ["[1, 2 3, 4]", ["1", "!", "4"]],
  ['[{"a":1 {}, 4]', ["!", "{}", "4"]],
  ['{"a":1]\n{"a":2}', ["!", '{"a":2}']],
  ["1 nul 2", ["1", "!", "2"]],
  ["1,2 3", ["!", "3"]],
  ["{} ] {}", ["{}", "!", "{}"]],
  ["[1}, 2]", ["!", "2"]],
  ['{"a" {"b":1} {}', ["!", '{"b":1}', "{}"]],
];

Deno.test.each(ONE_BROKEN)(
  "readJson() of %j loses one value",
  async (text, lines) => {
    for (const chunks of everyCut(text)) {
      const seen = await read(chunks);
      const judged = seen.slice(0, lines.length).map((line, at) =>
        lines[at] === "!" && !isJson(line) ? "!" : line
      );
      assertEquals(judged, lines);
    }
  },
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const MUTATIONS = [...'{}[]",:\\\n x1', "\x00", "\xff"];

Deno.test("readJson() loses no more than a byte that is wrong can touch", async () => {
  const random = new SeededRandom(47);
  const records = Array.from(
    { length: 12 },
    (_, n) => JSON.stringify({ n, s: `x${n}`, list: [n, {}, [n]], o: { n } }),
  );
  for (let round = 0; round < rounds * 300; round++) {
    const isArray = random.below(2) === 0;
    const separator = isArray ? ",\n" : "\n";
    const text = (isArray ? "[" : "") + records.join(separator) +
      (isArray ? "]" : "");
    const at = random.below(text.length);
    const byte = random.pick(MUTATIONS);
    // Within an array, that may be an array of its own.
    if (isArray && byte === "[") continue;
    const wrong = text.slice(0, at) + byte + text.slice(at + 1);
    const hit = text.slice(0, at).split("\n").length - 1;
    const lines = new Set(await readText(wrong));
    const lost = records.filter((record, n) =>
      !lines.has(record) && Math.abs(n - hit) > 1
    );
    assertEquals(lost, [], JSON.stringify({ wrong, at }));
  }
});

/** Writes random JSON its own way: blanks, escapes and numbers as they may be. */
class Writer {
  constructor(readonly random: SeededRandom) {}

  value(depth: number): string {
    const kind = this.random.below(depth > 4 ? 4 : 6);
    if (kind < 2) return this.random.pick(NUMBERS);
    if (kind === 2) return this.text();
    if (kind === 3) return this.random.pick(["null", "true", "false"]);
    const parts = Array.from({ length: this.random.below(4) }, () => {
      const value = `${this.blank()}${this.value(depth + 1)}${this.blank()}`;
      return kind === 4
        ? value
        : `${this.blank()}${this.text()}${this.blank()}:${value}`;
    });
    const inside = parts.length === 0 ? this.blank() : parts.join(",");
    return kind === 4 ? `[${inside}]` : `{${inside}}`;
  }

  text(): string {
    let text = "";
    const size = this.random.below(6);
    for (let n = 0; n < size; n++) text += this.random.pick(CHARACTERS);
    return `"${text}"`;
  }

  blank(): string {
    return this.random.pick(["", "", "", " ", "\n", "\r\n  ", "\t"]);
  }
}

// deno-fmt-ignore
const NUMBERS = [
  "0", "-0", "1", "-12.50", "1e2", "1E+2", "12345678901234567890", "0.1234567890123456789",
];
// deno-fmt-ignore
const CHARACTERS = [
  "a", "{", "}", "[", "]", ",", ":", "ü", "😀", '\\"', "\\\\", "\\n", "\\u0022", "\\ud83d", " ", "\x7f",
];

/** Texts of values, less the blanks around what they are made of. */
function less(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, "$1");
}

Deno.test("readJson() gives random values as they were written, to the digit", async () => {
  const random = new SeededRandom(41);
  const writer = new Writer(random);
  for (let round = 0; round < 300; round++) {
    const values = Array.from(
      { length: 1 + random.below(20) },
      () => writer.value(0),
    );
    const isArray = random.below(2) === 0;
    const text = isArray
      ? `[${values.join(" ,\n")}]`
      : values.join(random.pick([" ", "\n", "\x1e"]));
    const items = isArray
      ? values
      : values.flatMap((value) =>
        value.startsWith("[") ? elements(value) : [value]
      );
    const bytes = encoder.encode(text);
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      chunks.push(bytes.subarray(at, at += 1 + random.below(50)));
    }
    const options = { maxItems: 1 + random.below(30) };
    assertEquals((await read(chunks, options)).map(less), items.map(less));
  }
});

/** The elements of an array, found by their brackets. */
function elements(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let element = "";
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[^"]/g)) {
    if (/^[\]}]$/.test(token)) depth--;
    if (depth > 0 && !(depth === 1 && token === ",")) element += token;
    if (/^[[{]$/.test(token)) depth++;
    if (depth === 0 || depth === 1 && token === ",") {
      if (element.trim() !== "") found.push(element);
      element = "";
    }
  }
  return found;
}

Deno.test("readJson() ends with bounded items whatever the bytes are, cut anywhere", async () => {
  const random = new SeededRandom(43);
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    '"',
    "\\",
    ",",
    ":",
    "\n",
    " ",
    "1",
    "x",
    "\x00",
    "\xff",
    "\ufeff",
    '{"a":1}',
  ];
  for (let round = 0; round < rounds * 500; round++) {
    let text = "";
    const size = random.below(30);
    for (let n = 0; n < size; n++) text += random.pick(pieces);
    const whole = await readText(text);
    const bytes = encoder.encode(text);
    const cut = random.below(bytes.length + 1);
    const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
    const options = { maxItems: 1 + random.below(3) };
    assertEquals(
      await read(parts.filter((p) => p.length > 0), options),
      whole,
      JSON.stringify(text),
    );
    // Where there are no items, there was nothing that could have been one.
    if (whole.length === 0) assertEquals(/["{}\\,:1x\xff]/.test(text), false);
  }
});

Deno.test("readJson() calls nothing broken when its signal aborts", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const reading = readJson(source.read, { maxItems: 10, signal });
  source.push("[1,2");
  const first = await reading.next();
  assertEquals(linesOf(first.value ? [first.value] : []), ["1"]);
  const next = reading.next();
  controller.abort();
  assertEquals(await next, { done: true, value: undefined });
  source.end();
});

Deno.test("readJson() refuses a size with which nothing would come out", async () => {
  for (const options of [{ maxItems: 0 }, { maxItems: 1, longestLine: 0 }]) {
    await assertRejects(() => readText("[]", options), RangeError);
  }
});
