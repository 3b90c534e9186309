import { assertEquals, assertRejects } from "@std/assert";
import {
  readTable,
  type ReadTableOptions,
} from "../../../lib/framing/table/read_table.ts";
import { decode } from "../../../lib/internal/bytes.ts";
import { checkInvariants } from "../../../lib/internal/invariant.ts";
import { ByteSource } from "../../support/byte_source.ts";
import { chunkedRead, everyCut } from "../../support/chunked_read.ts";
import { collect } from "../../support/lines_of.ts";
import { type RowSeen, rowsOf } from "../../support/rows_of.ts";

type Options = Partial<ReadTableOptions>;

const encoder = new TextEncoder();

async function readChunks(
  chunks: readonly Uint8Array[],
  options: Options = {},
): Promise<RowSeen[]> {
  using _ = checkInvariants();
  const all = { delimiter: ",", maxItems: 100, ...options };
  return rowsOf(await collect(readTable(chunkedRead(chunks), all)));
}

function read(text: string, options?: Options): Promise<RowSeen[]> {
  return readChunks([encoder.encode(text)], options);
}

/** The fields of all rows, and the text of what was refused. */
async function rows(text: string, options?: Options): Promise<unknown[]> {
  return (await read(text, options)).map(({ row }) => row);
}

const NO_END = "a quoted field that begins here is never closed";

const TRICKY = '\ufeffid,"na ""me""",größe\r\n1,"a,b\r\nc",ä\r\n\r\n' +
  '2,"say ""hi""\n\n",5" x\n3,"",\\\t€\n4,"x"y,z\n5,y,z\r\n6,"",';

const TRICKY_ROWS = [
  { row: ["1", "a,b\nc", "ä"], line: 2 },
  { row: ["2", 'say "hi"\n\n', '5" x'], line: 5 },
  { row: ["3", "", "\\\t€"], line: 8 },
  {
    row: '4,"x"y,z',
    line: 9,
    reason: "the row goes on after the quote that ends a field",
  },
  { row: ["5", "y", "z"], line: 10 },
  { row: ["6", "", ""], line: 11 },
];

Deno.test("The rows are the same wherever the bytes are cut", async () => {
  for (const chunks of everyCut(TRICKY)) {
    assertEquals(await readChunks(chunks), TRICKY_ROWS);
  }
});

Deno.test.each([1, 2, 3])(
  "The rows are the same in batches of %i",
  async (maxItems) => {
    assertEquals(await read(TRICKY, { maxItems }), TRICKY_ROWS);
  },
);

Deno.test("The names of the columns are told, also without a row", async () => {
  const told: (readonly string[])[] = [];
  const onColumns = (names: readonly string[]) => void told.push(names);
  await read("a,,a,a_2\n", { onColumns });
  await read("", { onColumns });
  await read("1,2\n", { onColumns, hasHeader: false });
  await read("1,2\n", { onColumns, hasHeader: false, columns: ["x", "y"] });
  assertEquals(told, [
    ["a", "column_2", "a_2", "a_2_2"],
    ["column_1", "column_2"],
    ["x", "y"],
  ]);
});

Deno.test("Without a header the first row is a row like others", async () => {
  assertEquals(await rows("\n1,2\n3,4\n", { hasHeader: false }), [
    ["1", "2"],
    ["3", "4"],
  ]);
});

Deno.test("Lines may end in CR alone, if the first one does", async () => {
  const text = 'a,b\r1,"x\ny\rz"\r\r2,w\r3,"v"\r4,5';
  const expected = [
    { row: ["1", "x\ny\rz"], line: 2 },
    { row: ["2", "w"], line: 5 },
    { row: ["3", "v"], line: 6 },
    { row: ["4", "5"], line: 7 },
  ];
  for (const chunks of everyCut(text)) {
    assertEquals(await readChunks(chunks), expected);
  }
});

Deno.test("A CR within a line is data where lines end in LF", async () => {
  assertEquals(await rows('a\nx\ry\n"v\rw"\nz\r\n'), [["x\ry"], ["v\rw"], [
    "z",
  ]]);
});

Deno.test("Lines before the table and lines that are comments are no rows", async () => {
  const text = 'made "by,\nus\n#x,"\na,b\n#"1,2\n\n3,"#\n#"\n"#4",5\n#';
  const expected = [
    { row: ["3", "#\n#"], line: 7 },
    { row: ["#4", "5"], line: 9 },
  ];
  for (const chunks of everyCut(text)) {
    const seen = await readChunks(chunks, { skipLines: 2, comment: "#" });
    assertEquals(seen.filter(({ row }) => !String(row).startsWith('#"1')), [
      ...expected,
      { row: ["#"], line: 10 },
    ]);
  }
});

Deno.test("Delimiters may be of several bytes", async () => {
  const text = 'a€b\n1€"x€\ny"\n2â€"é"\n';
  for (const chunks of everyCut(text)) {
    const seen = await readChunks(chunks, { delimiter: "€" });
    assertEquals(seen.map(({ row }) => row), [["1", "x€\ny"], ["2â", "é"]]);
  }
});

Deno.test("Without quoting, a quote is a character", async () => {
  assertEquals(
    await rows('a\tb\n"1\t2"\n3\t"\n', {
      ...{ delimiter: "\t", quotes: false },
    }),
    [['"1', '2"'], ["3", '"']],
  );
});

Deno.test("With trim, a quote after blanks begins a field", async () => {
  const text = 'a , b\n 1\t, "x ,\n" \r\n2,\t3 \n';
  for (const chunks of everyCut(text)) {
    const seen = await readChunks(chunks, { trim: true });
    assertEquals(seen.map(({ row }) => row), [["1", "x ,\n"], ["2", "3"]]);
  }
});

Deno.test("A stray quote costs its own row, wherever the next quote is", async () => {
  const rowsWith = (ends: string) =>
    "a,b,c\n" +
    Array.from({ length: 20_000 }, (_, n) =>
      n === 4 ? '4,"x,y\n' : n === 19_990 ? ends : `${n},x,y\n`).join("");
  const ends = ['19990,"x",y\n', '19990,x",y\n', '19990,"x\n,",y\n', "1,2,3\n"];
  for (const end of ends) {
    const seen = await read(rowsWith(end));
    assertEquals(seen.length, 20_000, end);
    const refused = seen.filter(({ reason }) => reason !== undefined);
    assertEquals(refused.map(({ row, line }) => [row, line]), [['4,"x,y', 6]]);
  }
});

Deno.test("A stray quote does not hold up the rows that follow", async () => {
  const source = new ByteSource();
  const reading = readTable(source.read, { delimiter: ",", maxItems: 100 });
  source.push('a,b\n1,"x\n' + "2,y\n".repeat(12));
  const seen: unknown[] = [];
  for await (const batch of reading) {
    seen.push([batch.kind, batch.count]);
    if (batch.kind === "bytes") break;
  }
  assertEquals(seen, [["invalid", 1], ["bytes", 12]]);
  source.end();
});

Deno.test("A quote that is never closed costs its own line", async () => {
  assertEquals(await read('a,b\n1,"x\n2,y\n3,z\n'), [
    { row: '1,"x', line: 2, reason: NO_END },
    { row: ["2", "y"], line: 3 },
    { row: ["3", "z"], line: 4 },
  ]);
});

Deno.test("However many quotes are never closed, each costs its line, in time", async () => {
  // Each line closes the field of the one before, and opens another.
  const seen = await read(`a\n${'x","\n'.repeat(40_000)}`);
  assertEquals(seen.length, 40_000);
  assertEquals(seen.every(({ reason }) => reason !== undefined), true);
});

Deno.test("A row that goes on after a closing quote costs its first line", async () => {
  assertEquals(await read('a,b\n1,"x\ny"z\n2,"w"\n'), [
    {
      row: '1,"x',
      line: 2,
      reason: "a quoted field that begins here ends 1 line later, where the " +
        "row goes on after the quote",
    },
    { row: ['y"z'], line: 3 },
    { row: ["2", "w"], line: 4 },
  ]);
});

Deno.test("A field of many lines is one, however long they are", async () => {
  const text = Array.from({ length: 5000 }, (_, n) => `line ${n}, ""b""`);
  const field = text.join("\n");
  const [first, second, ...rest] = await read(`a,b,c\n1,"${field}",2\n3,4,5\n`);
  assertEquals(first?.row[1], field.replaceAll('""', '"'));
  assertEquals(second, { row: ["3", "4", "5"], line: 5002 });
  assertEquals(rest, []);
});

Deno.test("What is no UTF-8 stays no UTF-8, and rows stay apart", async () => {
  const text = 'a\nok\n\xff\n"x\ny\xff"\nfine\n';
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  assertEquals((await readChunks([bytes])).map(({ row }) => row), [
    ["ok"],
    ["\ufffd"],
    ["x\ny\ufffd"],
    ["fine"],
  ]);
});

Deno.test("A line that is too long is refused, and only that", async () => {
  const text = `a\n1\n${"x".repeat(100)}\n2\n"${"y".repeat(100)}\n3\n`;
  const reason = "the line is longer than 50 bytes";
  for (const size of [1, 7, 1000]) {
    const bytes = encoder.encode(text);
    const chunks = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, n) => bytes.subarray(n * size, (n + 1) * size),
    );
    assertEquals(await readChunks(chunks, { longestLine: 50 }), [
      { row: ["1"], line: 2 },
      { row: "", line: 3, reason },
      { row: ["2"], line: 4 },
      { row: `"${"y".repeat(100)}`, line: 5, reason: NO_END },
      { row: ["3"], line: 6 },
    ]);
  }
});

Deno.test("A line longer than the memory for it is passed over", async () => {
  const long = "x".repeat(3_000_000);
  const text = `a\n1\n${long}\n2\n"${long}"\n3\n"\n${long}\n4\n`;
  const seen = await read(text, { longestLine: 1_000_000 });
  assertEquals(seen.map(({ row, line, reason }) => [row, line, !!reason]), [
    [["1"], 2, false],
    ["", 3, true],
    [["2"], 4, false],
    ["", 5, true],
    [["3"], 6, false],
    ['"', 7, true],
    ["", 8, true],
    [["4"], 9, false],
  ]);
});

Deno.test.each(["", ",,", '"', "\n", "\r", "😀"])(
  "The delimiter %j is refused",
  async (delimiter) => {
    await assertRejects(() => read("a\n", { delimiter }), RangeError);
  },
);

Deno.test("Reading ends when the first row cannot be read", async () => {
  const seen = await read('a,"b"c\n1,2\n3,4\n');
  assertEquals(seen.length, 1);
  assertEquals(seen[0]?.line, 1);
});

Deno.test("A row is given as soon as the input is idle", async () => {
  const source = new ByteSource();
  const reading = readTable(source.read, { delimiter: ",", maxItems: 10 });
  source.push("a\n1\n");
  const { value } = await reading.next();
  assertEquals(rowsOf(value ? [value] : []), [{ row: ["1"], line: 2 }]);
  source.end();
  await reading.next();
});

Deno.test("Short rows fill batches, and none is cut", async () => {
  const text = "a,b\n" +
    Array.from({ length: 120_000 }, (_, n) => `${100_000 + n},"x, y"\n`).join(
      "",
    );
  using _ = checkInvariants();
  const options = { delimiter: ",", maxItems: 9000 };
  const source = chunkedRead([encoder.encode(text)]);
  const batches = await collect(readTable(source, options));
  const bytes = batches.flatMap((batch) =>
    batch.kind === "bytes" ? [decode(batch.bytes)] : []
  );
  assertEquals("a,b\n" + bytes.join(""), text);
  // The first buffer tells how long rows are.
  const counts = batches.slice(4).map(({ count }) => count);
  const areFull = counts.slice(0, -1).every((n) => n > 8400 && n <= 9000);
  assertEquals([areFull, counts.length > 5], [true, true]);
});

Deno.test("A row that has begun is dropped when the signal aborts", async () => {
  const source = new ByteSource();
  const controller = new AbortController();
  const { signal } = controller;
  const options = { delimiter: ",", maxItems: 10, signal };
  const reading = readTable(source.read, options);
  source.push('a\n"1');
  const next = reading.next();
  controller.abort();
  assertEquals(await next, { done: true, value: undefined });
  source.end();
});

Deno.test("Why a read failed is passed on, after the rows before it", async () => {
  const source = new ByteSource();
  source.push("a\n1\n");
  source.fail(new Error("broken pipe"));
  const reading = readTable(source.read, { delimiter: ",", maxItems: 10 });
  assertEquals((await reading.next()).value?.count, 1);
  await assertRejects(() => collect(reading), Error, "broken pipe");
});
