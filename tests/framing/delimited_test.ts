import { assertEquals, assertRejects } from "@std/assert";
import {
  readDelimited,
  type ReadDelimitedOptions,
} from "../../lib/framing/delimited.ts";
import { ByteSource } from "../support/byte_source.ts";
import { chunkedRead, everyCut } from "../support/chunked_read.ts";
import { type ItemSeen, itemsOf } from "../support/items_of.ts";
import { collect } from "../support/lines_of.ts";

type Options = Partial<ReadDelimitedOptions>;

const encoder = new TextEncoder();

async function readChunks(
  chunks: readonly Uint8Array[],
  options: Options = {},
): Promise<ItemSeen[]> {
  const all = { separator: ",", maxItems: 100, ...options } as const;
  return itemsOf(await collect(readDelimited(chunkedRead(chunks), all)));
}

function readTable(text: string, options?: Options): Promise<ItemSeen[]> {
  return readChunks([encoder.encode(text)], options);
}

async function values(text: string, options?: Options): Promise<unknown[]> {
  return (await readTable(text, options)).map(({ value }) => value);
}

const TRICKY = '\ufeffid,"na ""me""",größe\r\n1,"a,b\r\nc",ä\r\n\r\n' +
  '2,"say ""hi""\n\n",5" x\n3,"",\\\t€\n4,x\n5,y,z';

const TRICKY_ITEMS = [
  { value: { id: "1", 'na "me"': "a,b\nc", größe: "ä" }, line: 2 },
  { value: { id: "2", 'na "me"': 'say "hi"\n\n', größe: '5" x' }, line: 5 },
  { value: { id: "3", 'na "me"': "", größe: "\\\t€" }, line: 8 },
  {
    value: "4,x",
    line: 9,
    refused: "the row has 2 fields, and the first row names 3 columns",
  },
  { value: { id: "5", 'na "me"': "y", größe: "z" }, line: 10 },
];

Deno.test("readDelimited() gives the same rows wherever the bytes are cut", async () => {
  for (const chunks of everyCut(TRICKY)) {
    assertEquals(await readChunks(chunks), TRICKY_ITEMS);
  }
});

Deno.test.each([1, 2, 3])(
  "readDelimited() gives the same rows in batches of %i",
  async (maxItems) => {
    assertEquals(await readTable(TRICKY, { maxItems }), TRICKY_ITEMS);
  },
);

Deno.test("readDelimited() reads plain rows without a change", async () => {
  assertEquals(await values("a,b\n1,x y\n2,\n,\n"), [
    { a: "1", b: "x y" },
    { a: "2", b: "" },
    { a: "", b: "" },
  ]);
});

Deno.test("readDelimited() takes tabs, and commas are characters then", async () => {
  const text = 'a\tb\n1,5\t"x\ty"\nq\\t\t5" disk\n';
  assertEquals(await values(text, { separator: "\t" }), [
    { a: "1,5", b: "x\ty" },
    { a: "q\\t", b: '5" disk' },
  ]);
});

Deno.test("readDelimited() escapes what JSON has no place for", async () => {
  const row = "a\u0001\\\u2028";
  assertEquals(await values(`n\n${row}\nplain\nx\ry\n`), [
    { n: row },
    { n: "plain" },
    { n: "x\ry" },
  ]);
});

Deno.test("readDelimited() names columns that have no name, or one that is taken", async () => {
  assertEquals(await values("a,,a,a_2,__proto__\n1,2,3,4,5\n"), [
    JSON.parse(
      '{"a":"1","column_2":"2","a_2":"3","a_2_2":"4","__proto__":"5"}',
    ),
  ]);
});

Deno.test("readDelimited() tells the names of the columns, even with no row", async () => {
  const told: string[][] = [];
  const onColumns = (names: readonly string[]) => void told.push([...names]);
  assertEquals(await readTable("a,b\n", { onColumns }), []);
  assertEquals(await readTable("", { onColumns }), []);
  assertEquals(told, [["a", "b"]]);
});

Deno.test("readDelimited() gives up one line for a quote that is never closed", async () => {
  assertEquals(await readTable('a,b\n1,"x\n2,y\n3,z\n'), [
    {
      value: '1,"x',
      line: 2,
      refused: "a quoted field that begins here is never closed",
    },
    { value: { a: "2", b: "y" }, line: 3 },
    { value: { a: "3", b: "z" }, line: 4 },
  ]);
});

Deno.test("readDelimited() ends, however many quotes are never closed", async () => {
  // Each line closes the field of the one before, and opens another.
  const rows = 'x","\n'.repeat(20_000);
  const items = await readTable(`a,b\n${rows}`);
  assertEquals(items.length, 17);
  assertEquals(
    items.every(({ refused }) => refused?.endsWith("never closed")),
    true,
  );
});

Deno.test("readDelimited() refuses a row that goes on after a closing quote", async () => {
  assertEquals(await readTable('a,b\n1,"x\ny"z\n2,"w"\n'), [
    {
      value: '1,"x\ny"z',
      line: 2,
      refused: "line 3 goes on after the quote that ends a field",
    },
    { value: { a: "2", b: "w" }, line: 4 },
  ]);
});

Deno.test("readDelimited() refuses a row that is not UTF-8, and only that", async () => {
  const text = 'a\nok\n\xff\n"x\ny\xff"\nfine\n';
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  assertEquals(await readChunks([bytes]), [
    { value: { a: "ok" }, line: 2 },
    { value: "\ufffd", line: 3, refused: "not valid UTF-8" },
    { value: '"x\ny\ufffd"', line: 4, refused: "not valid UTF-8" },
    { value: { a: "fine" }, line: 6 },
  ]);
});

Deno.test("readDelimited() refuses a line that is too long, and only that", async () => {
  const text = `a\n1\n${"x".repeat(100)}\n2\n`;
  assertEquals(await readTable(text, { longestLine: 50 }), [
    { value: { a: "1" }, line: 2 },
    {
      value: "",
      line: 3,
      refused: "the line is longer than 50 bytes",
    },
    { value: { a: "2" }, line: 4 },
  ]);
});

Deno.test("readDelimited() ends when the first row cannot be read", async () => {
  const items = await readTable('a,"b"c\n1,2\n3,4\n');
  assertEquals(items.length, 1);
  assertEquals(items[0]?.line, 1);
});

Deno.test("readDelimited() gives a row as soon as the input is idle", async () => {
  const source = new ByteSource();
  const reading = readDelimited(source.read, { separator: ",", maxItems: 10 });
  source.push("a\n1\n");
  const { value } = await reading.next();
  assertEquals(itemsOf(value ? [value] : []), [{ value: { a: "1" }, line: 2 }]);
  source.end();
  await reading.next();
});

Deno.test("readDelimited() drops a row that has begun when its signal aborts", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const options = { separator: ",", maxItems: 10, signal } as const;
  const reading = readDelimited(source.read, options);
  source.push('a\n"1');
  const next = reading.next();
  controller.abort();
  assertEquals(await next, { done: true, value: undefined });
  source.end();
});

Deno.test("readDelimited() passes on why a read failed", async () => {
  const source = new ByteSource();
  source.push("a\n1\n");
  source.fail(new Error("broken pipe"));
  const options = { separator: ",", maxItems: 10 } as const;
  await assertRejects(
    () => collect(readDelimited(source.read, options)),
    Error,
    "broken pipe",
  );
});
