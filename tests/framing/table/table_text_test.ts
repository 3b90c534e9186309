import { assertEquals } from "@std/assert";
import {
  fieldWriter,
  joinFields,
} from "../../../lib/framing/table/table_text.ts";

const CSV = { delimiter: ",", quotes: true };
const TSV = { delimiter: "\t", quotes: false, nullText: "\\N" };
/** Longer than what is looked at character by character. */
const LONG = "x".repeat(30);

const FIELDS: readonly (readonly [string, string])[] = [
  ["", ""],
  ["a b", "a b"],
  ["a,", '"a,"'],
  ['"', '""""'],
  ["a\nb", '"a\nb"'],
  ["\r", '"\r"'],
  ["NA", '"NA"'],
  ["NAN", "NAN"],
];

Deno.test.each(FIELDS)("The field of %j is %j", (text, field) => {
  assertEquals(fieldWriter({ ...CSV, nullText: "NA" })(text), field);
});

Deno.test.each(FIELDS.slice(1, 6))("Long ones as well: %j", (text, field) => {
  const quoted = field.replace(/^"?/, (quote) => quote + LONG);
  assertEquals(fieldWriter(CSV)(LONG + text), quoted);
});

Deno.test("Without quotes a field is as it is, or cannot be", () => {
  const write = fieldWriter(TSV);
  for (const text of ['a"', "a,", `${LONG}"`]) assertEquals(write(text), text);
  for (const text of ["\t", "\n", "a\r", "\\N", `${LONG}\t`, `${LONG}\r`]) {
    assertEquals(write(text), undefined);
  }
});

Deno.test("A row of one empty field is no blank line", () => {
  assertEquals(joinFields([""], CSV), '""');
  assertEquals(joinFields([""], TSV), undefined);
  assertEquals(joinFields(["", ""], CSV), ",");
  assertEquals(joinFields(["a", "b"], TSV), "a\tb");
});
