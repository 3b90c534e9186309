import { assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import type { OutputFormat } from "../../../../lib/sandbox/protocol.ts";
import { ItemFailure } from "../../../../lib/sandbox/guest/batch/item_failure.ts";
import { lineMaker } from "../../../../lib/sandbox/guest/batch/result_line.ts";

function line(format: OutputFormat, result: unknown, limit = 100): string {
  try {
    return lineMaker(format, limit)(result);
  } catch (error) {
    return `<${ItemFailure.kindOf(error)}>`;
  }
}

const FORMATS = ["ndjson", "lines", "null-lines", "records", "outcomes"];

const LINES: readonly (readonly [unknown, readonly string[]])[] = [
  ["a", ['"a"\n', "a\n", "a\0", '"a"\n', '"a"\n']],
  [undefined, ["", "", "", "\n", "\n"]],
  [null, ["null\n", "null\n", "null\0", "null\n", "null\n"]],
  ["\0", [
    ...['"\\u0000"\n', "\0\n", "<result>", '"\\u0000"\n', '"\\u0000"\n'],
  ]],
  ["\ud800", [
    ...['"\\ud800"\n', "<result>", "<result>", '"\\ud800"\n', '"\\ud800"\n'],
  ]],
  [2 ** 60, [
    ...["1152921504606847000\n", "1152921504606847000\n"],
    ...["1152921504606847000\0", "1152921504606847000\n"],
    "1.152921504606847e+18\n",
  ]],
  [() => 1, Array(5).fill("<result>")],
];

Deno.test("A result is a line of its own in each format", () => {
  for (const [result, lines] of LINES) {
    const made = FORMATS.map((format) => line(format as OutputFormat, result));
    assertEquals(made, lines);
  }
});

Deno.test("A result is as long as it may be, less what ends its line", () => {
  assertEquals(line("lines", "abc", 3), "abc\n");
  assertEquals(line("lines", "abcd", 3), "<result-size>");
  assertEquals(line("ndjson", 1234, 4), "1234\n");
  assertEquals(line("ndjson", "ab", 3), "<result-size>");
});
