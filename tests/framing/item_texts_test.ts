import { assertEquals } from "@std/assert";
import type { Batch } from "../../lib/framing/batch.ts";
import {
  itemTexts,
  type ItemTextsOptions,
} from "../../lib/framing/item_texts.ts";
import type { TableLayout } from "../../lib/framing/table/table_format.ts";
import { rangeBatch, textBatch } from "../support/batches.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const JSON_LINES = { lines: "json" } as const;
const TEXT_LINES = { lines: "text" } as const;

/** Items as `position text`, or `position: fault`. */
function texts(batch: Batch, options: ItemTextsOptions): string[] {
  return [...itemTexts(batch, options)].map(({ position, bytes, fault }) =>
    bytes === undefined
      ? `${position}: ${fault}`
      : `${position} ${decoder.decode(bytes)}`
  );
}

function bytesBatch(...bytes: readonly number[]): Batch {
  const count = bytes.filter((byte) => byte === 10).length;
  const all = Uint8Array.from(bytes);
  return { kind: "bytes", first: 0, count, bytes: all };
}

Deno.test("Lines of JSON stay as they are, less blank ones", () => {
  const batch = textBatch("1.50\n \t\r\n{ }\r\n\u00a0\n[1]", { first: 7 });
  const items = ["7 1.50", "9 { }", "11 [1]"];
  assertEquals(texts(batch, JSON_LINES), items);
});

Deno.test("A line that is no JSON says where, and costs no other", () => {
  const batch = textBatch('1\n{"n":1}x\n\u0001\n\ufeff2\n3,4\n[5');
  assertEquals(texts(batch, JSON_LINES), [
    "0 1",
    '1: not JSON at column 8: {"n":1}x',
    "2: not JSON at column 1: \u0001",
    "3: a byte order mark stands before it, as where files were joined; " +
    "--input json passes over it",
    "4: not JSON at column 2: 3,4",
    "5: not JSON at column 3: [5",
  ]);
});

Deno.test("Lines that are not looked at are taken as they are", () => {
  const options = { ...JSON_LINES, checked: false };
  assertEquals(texts(textBatch("{\n\n1"), options), ["0 {", "2 1"]);
});

Deno.test("Plain lines become JSON strings, blank ones too", () => {
  const batch = textBatch('a"b\n\n é\r\n\ufeffb');
  assertEquals(texts(batch, TEXT_LINES), [
    '0 "a\\"b"',
    '1 ""',
    '2 " é"',
    '3 "\ufeffb"',
  ]);
});

Deno.test("A line that is not UTF-8 costs no other", () => {
  const batch = bytesBatch(49, 10, 0xff, 10, 0xc3, 0xa9, 10, 50, 10);
  assertEquals(texts(batch, TEXT_LINES), [
    '0 "1"',
    "1: not valid UTF-8",
    '2 "é"',
    '3 "2"',
  ]);
  const json = bytesBatch(49, 10, 0x22, 0xff, 0x22, 10, 50, 10);
  assertEquals(texts(json, JSON_LINES), [
    "0 1",
    "1: not valid UTF-8",
    "2 2",
  ]);
});

Deno.test("Numbers of a range come with their positions", () => {
  const batch = rangeBatch({ first: 2, count: 3, rangeStart: -1 });
  assertEquals(texts(batch, JSON_LINES), ["2 -1", "3 0", "4 1"]);
});

Deno.test("Rows become objects; one with another number of fields is refused", () => {
  const table: TableLayout = {
    ...{ columns: ["a", "b"], delimiter: ";", quotes: true, hasHeader: true },
    ...{ trim: false, ragged: false, nullText: "-", comment: "#" },
  };
  const batch = { ...textBatch('1;"x;y"\n\n# no\n-\n-;2;\n1;2;3'), table };
  assertEquals(texts(batch as Batch, JSON_LINES), [
    '0 {"a":"1","b":"x;y"}',
    "3: the row has 1 field, and the first row names 2 columns",
    '4 {"a":null,"b":"2"}',
    "5: the row has 3 fields, and the first row names 2 columns",
  ]);
});
