import { assertEquals } from "@std/assert";
import {
  columnNames,
  fieldsOf,
  rowJson,
} from "../../../lib/framing/table/table_fields.ts";
import { encode } from "../../../lib/internal/bytes.ts";

const CSV = { delimiter: ",", quotes: true, trim: false };

const ROWS: readonly (readonly [string, readonly (string | null)[]])[] = [
  ["", [""]],
  ["a,,b,", ["a", "", "b", ""]],
  ['"a,""b""",c', ['a,"b"', "c"]],
  ['5" x,"\r\n"', ['5" x', "\n"]],
  ['"never closed,b', ["never closed,b"]],
];

Deno.test.each(ROWS)("fieldsOf(%j) is %j", (row, fields) => {
  assertEquals(fieldsOf(row, CSV), fields);
});

Deno.test("fieldsOf() trims what stands outside of quotes, and knows null", () => {
  const options = { ...CSV, trim: true, nullText: "NA" };
  const row = ' a\t, " b " ,NA, "NA"';
  assertEquals(fieldsOf(row, options), ["a", " b ", null, "NA"]);
});

Deno.test("columnNames() gives each column a name of its own", () => {
  assertEquals(columnNames(["a", "", "a", "a_2", "column_2"]), [
    ...["a", "column_2", "a_2", "a_2_2", "column_2_2"],
  ]);
});

const LAYOUT = {
  ...{ ...CSV, columns: ["a", "b"], ragged: false, hasHeader: true },
};

Deno.test("rowJson() gives the object of a row, and the text of what is none", () => {
  assertEquals(rowJson(encode('1,"x\xff"\r\n'), LAYOUT), '{"a":"1","b":"xÿ"}');
  assertEquals(rowJson(encode("1,2,\n"), LAYOUT), '{"a":"1","b":"2"}');
  assertEquals(rowJson(encode("1\n"), LAYOUT), '"1"');
  assertEquals(
    rowJson(Uint8Array.of(34, 0xff, 34, 44), LAYOUT),
    '{"a":"\\n","b":""}',
  );
  assertEquals(rowJson(Uint8Array.of(0xfe, 44), LAYOUT), '"\ufffd,"');
});

Deno.test("rowJson() of a ragged row fills and names what is missing", () => {
  const ragged = { ...LAYOUT, ragged: true };
  assertEquals(rowJson(encode("1"), ragged), '{"a":"1","b":""}');
  assertEquals(
    rowJson(encode("1,2,3"), ragged),
    '{"a":"1","b":"2","column_3":"3"}',
  );
});
