import { assertEquals, assertThrows } from "@std/assert";
import {
  type KeyOptions,
  keyReader,
} from "../../../../lib/sandbox/context/lookup/key_reader.ts";
import { INNER_LINE_FEED } from "../../../../lib/framing/table/table_format.ts";

const LAYOUT = {
  delimiter: ",",
  quotes: true,
  columns: ["id", "name"],
  hasHeader: true,
  trim: false,
  ragged: false,
};

/** The key of the first record of a text. */
function keyOf(text: string, options: Partial<KeyOptions> = {}) {
  const bytes = new TextEncoder().encode(text)
    .map((byte) => byte === 1 ? INNER_LINE_FEED : byte);
  return keyReader(bytes, { layout: undefined, key: "id", ...options })(0);
}

Deno.test.each<[string, string | undefined]>([
  ['{"id":"a"}\n{"id":"b"}\n', "a"],
  ['{"id":7}', "7"],
  ['{"id":null}', undefined],
  ['{"name":"a"}', undefined],
  ["null", undefined],
])("The key of a record of JSON is a text: %s", (text, key) => {
  assertEquals(keyOf(text), key);
});

Deno.test.each<[string, string | undefined]>([
  ["a,b\nc,d", "a"],
  ['"a,b",c', "a,b"],
  ["a,b\r\n", "a"],
  ['"x\x01y",b', "x\ny"],
  [",b", ""],
])("The key of a row is its field: %j", (text, key) => {
  assertEquals(keyOf(text, { layout: LAYOUT }), key);
});

Deno.test("A field that stands for null is no key", () => {
  const layout = { ...LAYOUT, nullText: "NULL" };
  assertEquals(keyOf("NULL,b", { layout }), undefined);
});

Deno.test("A row with more fields than columns is refused, and shown", () => {
  const layout = LAYOUT;
  assertThrows(() => keyOf("a,b,c", { layout }), SyntaxError, "3 fields");
  assertThrows(() => keyOf("{", {}), SyntaxError, "a record of the table");
});
