import { assertEquals, assertRejects } from "@std/assert";
import { readJsonArray } from "../../lib/framing/json_array.ts";
import type { ReadLinesOptions } from "../../lib/framing/sources.ts";
import { ByteSource } from "../support/byte_source.ts";
import { chunkedRead, everyCut } from "../support/chunked_read.ts";
import { collect, linesOf } from "../support/lines_of.ts";

type Options = Partial<ReadLinesOptions>;

const encoder = new TextEncoder();

/** The lines that an input becomes, and at last why something was refused. */
async function read(
  chunks: readonly Uint8Array[],
  options: Options = {},
): Promise<string[]> {
  const all = { maxItems: 100, ...options };
  const batches = await collect(readJsonArray(chunkedRead(chunks), all));
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

Deno.test("readJsonArray() gives the same elements wherever the bytes are cut", async () => {
  for (const chunks of everyCut(TRICKY)) {
    assertEquals(await read(chunks), TRICKY_LINES);
  }
});

Deno.test.each([1, 2, 3])(
  "readJsonArray() gives the same elements in batches of %i",
  async (maxItems) => {
    assertEquals(await readText(TRICKY, { maxItems }), TRICKY_LINES);
  },
);

Deno.test("readJsonArray() keeps every element of any array of JSON", async () => {
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

Deno.test("readJsonArray() gives nothing for an empty array", async () => {
  assertEquals(await readText(" [ \n ] "), []);
});

const BROKEN: readonly (readonly [string, readonly string[]])[] = [
  ["", ["<refused>", "the input is empty, and should be an array"]],
  ['\n{"a":1}', [
    "<refused>",
    'line 2 has "{" where an array should begin',
  ]],
  ["[1] x [2]", [
    "1",
    "<refused>",
    'line 1 has "x" where an array should begin',
  ]],
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
];

Deno.test.each(BROKEN.map(([text, lines]) => [text, lines] as const))(
  "readJsonArray() of %j gives what came before, and then why it ends",
  async (text, lines) => {
    for (const chunks of everyCut(text)) {
      assertEquals(await read(chunks), [...lines]);
    }
  },
);

Deno.test("readJsonArray() loses one element for a comma too many", async () => {
  const refused = "there is nothing before the comma or the bracket";
  assertEquals(await readText("[,1]"), ["<refused>", "1", refused]);
  assertEquals(await readText("[1,,2]"), ["1", "<refused>", "2", refused]);
  assertEquals(await readText("[1,]"), ["1", "<refused>", refused]);
});

Deno.test("readJsonArray() never mends an element that is no JSON", async () => {
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

Deno.test("readJsonArray() refuses an element that is too long, and only that", async () => {
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

Deno.test("readJsonArray() takes elements of several megabytes", async () => {
  const long = JSON.stringify("x".repeat(3_000_000));
  const lines = await readText(`[${long}, 1, ${long}]`);
  assertEquals(lines, [long, "1", long]);
});

Deno.test("readJsonArray() gives an element as soon as the input is idle", async () => {
  const source = new ByteSource();
  const reading = readJsonArray(source.read, { maxItems: 10 });
  source.push('[{"a":1},{"b"');
  const { value } = await reading.next();
  assertEquals(linesOf(value ? [value] : []), ['{"a":1}']);
  source.push(":2}]");
  source.end();
  assertEquals(linesOf(await collect(reading)), ['{"b":2}']);
});

Deno.test("readJsonArray() reads no more once the array is broken", async () => {
  const source = new ByteSource();
  source.push("nonsense");
  await collect(readJsonArray(source.read, { maxItems: 10 }));
  assertEquals(source.reads, 1);
});

Deno.test("readJsonArray() calls nothing broken when its signal aborts", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const reading = readJsonArray(source.read, { maxItems: 10, signal });
  source.push("[1,2");
  const first = await reading.next();
  assertEquals(linesOf(first.value ? [first.value] : []), ["1"]);
  const next = reading.next();
  controller.abort();
  assertEquals(await next, { done: true, value: undefined });
  source.end();
});

Deno.test("readJsonArray() refuses a size with which nothing would come out", async () => {
  for (const options of [{ maxItems: 0 }, { maxItems: 1, longestLine: 0 }]) {
    await assertRejects(() => readText("[]", options), RangeError);
  }
});
