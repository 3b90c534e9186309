import { assertEquals, assertThrows } from "@std/assert";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../../lib/framing/table/table_options.ts";
import { encode } from "../../../../lib/internal/bytes.ts";
import { KeyScanner } from "../../../../lib/sandbox/context/lookup/key_scanner.ts";
import { hashOf } from "../../../../lib/sandbox/lookup_layout.ts";

type Options = Partial<ReadTableOptions> & { key?: string };

/** Where the records of a text begin, with the hashes of their keys. */
function scan(text: string, options?: Options): [number, number][] {
  const columns = ["id", "name"];
  const layout = options &&
    layoutOf(columns, { delimiter: ",", maxItems: 1, ...options });
  const found: [number, number][] = [];
  const scanner = new KeyScanner({ layout, key: options?.key ?? "id" });
  scanner.scan(encode(text), (start, hash) => found.push([start, hash]));
  return found;
}

const ROWS: readonly (readonly [string, Options, [number, string][]])[] = [
  ["a,x\nb,y", {}, [[0, "a"], [4, "b"]]],
  ["a,x\r\n", { key: "name" }, [[0, "x"]]],
  ['"a,b",x\n', {}, [[0, "a,b"]]],
  ['x,"a""b"\n', { key: "name" }, [[0, 'a"b']]],
  ['x,"1,2"\n', {}, [[0, "x"]]],
  // A quote within a field is a character like others.
  ['a"b,c"d\n', { key: "name" }, [[0, 'c"d']]],
  ['a"b,c"d,e\n', { ragged: true }, [[0, 'a"b']]],
  ['"a",b\n', { quotes: false }, [[0, '"a"']]],
  // Too many fields, of which the last are empty.
  ["a,x,\n", {}, [[0, "a"]]],
  ["a\n", { ragged: true }, [[0, "a"]]],
  [" a ,x\n", { trim: true }, [[0, "a"]]],
  ["ä,x\nb,y\n", {}, [[0, "ä"], [5, "b"]]],
  // A blank line is no row, and a row of blanks is one.
  ["\n\r\na,x\n", {}, [[3, "a"]]],
  ["\t\na\tx\n", { delimiter: "\t" }, [[0, ""], [2, "a"]]],
  ["#a,x\nb,#\n", { comment: "#" }, [[5, "b"]]],
  ["#,x\n", { comment: "##" }, [[0, "#"]]],
];

Deno.test.each(ROWS)("The rows of %j, read as %j, begin and are keyed: %j", (
  text,
  options,
  keys,
) => {
  assertEquals(scan(text, options), keys.map(([at, key]) => [at, hashOf(key)]));
});

Deno.test("Lines of JSON are keyed by a field, and blank ones are none", () => {
  const text = '{"id":1}\n \t\r\n{"id":"ä"}\n';
  assertEquals(scan(text), [[0, hashOf("1")], [13, hashOf("ä")]]);
});

Deno.test("A row, or a record, without a key is refused", () => {
  const none = 'it has no "id"';
  assertThrows(() => scan('{"ID":1}\n'), RangeError, none);
  assertThrows(() => scan("[]\n"), RangeError, none);
  const nulls = { nullText: "-" };
  assertThrows(() => scan("-,x\n", nulls), RangeError, none);
  assertEquals(scan('"-",x\n', nulls), [[0, hashOf("-")]]);
  assertThrows(() => scan("a\n", {}), SyntaxError, "1 fields");
});
