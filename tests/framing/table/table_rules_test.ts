import { assertEquals, assertThrows } from "@std/assert";
import {
  checkDelimiter,
  headerFields,
  simpleRules,
} from "../../../lib/framing/table/table_rules.ts";
import type { ReadTableOptions } from "../../../lib/framing/table/table_options.ts";
import { encode } from "../../../lib/internal/bytes.ts";

const CSV: ReadTableOptions = { delimiter: ",", maxItems: 1 };

Deno.test.each(["", ",,", '"', "\n", "\r", "😀", "\ud800"])(
  "%j cannot stand between two fields",
  (delimiter) => {
    assertThrows(() => checkDelimiter(delimiter), RangeError, "delimiter");
  },
);

Deno.test.each([",", "\t", "€", " ", "\0"])(
  "%j can stand between two fields",
  (delimiter) => checkDelimiter(delimiter),
);

Deno.test("Rows are simple only where one byte is a delimiter and no line is none", () => {
  assertEquals(simpleRules(CSV), { delimiter: 0x2c, quotes: true });
  assertEquals(simpleRules({ ...CSV, quotes: false })?.quotes, false);
  for (
    const rule of [
      { trim: true },
      { comment: "" },
      { comment: "#" },
      { delimiter: "€" },
      { delimiter: "\x80" },
    ]
  ) assertEquals(simpleRules({ ...CSV, ...rule }), undefined);
});

Deno.test("The fields of the first row are texts, and no row has none", () => {
  const fields = (text: string, options: Partial<ReadTableOptions> = {}) =>
    headerFields(encode(text), { ...CSV, ...options });
  assertEquals(fields('a,"b\r\n",\r\n'), ["a", "b\n", ""]);
  assertEquals(fields("a\r"), ["a"]);
  assertEquals(fields("a\n\n"), ["a\n"]);
  assertEquals(fields("NA,b\n", { nullText: "NA" }), ["NA", "b"]);
  assertEquals(fields("\r\n"), []);
  assertEquals(fields("#a,b\n", { comment: "#" }), []);
  assertEquals(fields(" a , b", { trim: true }), ["a", "b"]);
  assertEquals(headerFields(Uint8Array.of(0x61, 0xff), CSV), undefined);
});
