import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { printable } from "../../../lib/cli/escape.ts";
import { jobErrorBlock } from "../../../lib/cli/report/job_error.ts";

Deno.test("jobErrorBlock() puts the caret under the column", () => {
  assertEquals(
    jobErrorBlock({
      message: "Unexpected token",
      line: 2,
      column: 6,
      sourceLine: "e => )",
    }),
    [
      "Unexpected token (line 2, column 6)",
      "  2 | e => )",
      "    |      ^",
    ].join("\n"),
  );
});

Deno.test("jobErrorBlock() says no more than it knows", () => {
  assertEquals(
    jobErrorBlock({ message: "The text\nis empty" }),
    "The text\\u000ais empty",
  );
  assertEquals(
    jobErrorBlock({ message: "Bad", line: 3 }),
    "Bad (line 3)",
  );
  assertEquals(
    jobErrorBlock({ message: "Bad", line: 3, sourceLine: "x" }),
    "Bad (line 3)\n  3 | x",
  );
});

Deno.test.each([
  ["a tab", "\t\te => )", 8],
  ["a control character", "e\x1b => )", 7],
  ["a long beginning", "x".repeat(500) + ")", 501],
  ["a long end", ")" + "x".repeat(500), 1],
  ["both long", "x".repeat(500) + ")" + "x".repeat(500), 501],
  ["pairs before", "😀".repeat(500) + ")" + "😀".repeat(500), 1001],
  ["escapes before", "\x1b".repeat(500) + ")", 501],
  ["sixty before", "x".repeat(60) + ")", 61],
])("jobErrorBlock() finds its place after %s", (_, sourceLine, column) => {
  const block = jobErrorBlock({ message: "Bad", line: 1, column, sourceLine });
  const [, source = "", caret = ""] = block.split("\n");
  assertEquals(source.charAt(caret.indexOf("^")), ")");
  assert(source.length <= 80, `${source.length} columns`);
  assertEquals(printable(source, 200), source);
});

Deno.test("jobErrorBlock() shows a tab as one space", () => {
  const sourceLine = "\te =>\t)";
  const block = jobErrorBlock({ message: "", line: 1, column: 7, sourceLine });
  assertStringIncludes(block, "  1 |  e => )\n    |       ^");
});

Deno.test("jobErrorBlock() shows a line whole when it fits", () => {
  const sourceLine = "x".repeat(65) + ")";
  const block = jobErrorBlock({ message: "", line: 1, column: 66, sourceLine });
  assertStringIncludes(block, `  1 | ${sourceLine}\n`);
});

Deno.test("jobErrorBlock() points behind the line at its end, and no further", () => {
  const block = jobErrorBlock({
    message: "Unterminated",
    line: 1,
    column: 99,
    sourceLine: "e => (",
  });
  assertEquals(block.split("\n").at(-1), "    |       ^");
});
