import { assertEquals } from "@std/assert";
import {
  EDITOR_LINE_ENDS,
  ENGINE_LINE_ENDS,
  TextLines,
} from "../../../lib/sandbox/job/text_lines.ts";

const TEXT = "a\r\nbc\rd\n\u2028é😀\n";

Deno.test("TextLines finds the line, the column and the text of a position", () => {
  const lines = new TextLines(TEXT, EDITOR_LINE_ENDS);

  assertEquals(lines.locate(0), { line: 1, column: 1, sourceLine: "a" });
  assertEquals(lines.locate(4), { line: 2, column: 2, sourceLine: "bc" });
  assertEquals(lines.locate(6), { line: 3, column: 1, sourceLine: "d" });
  assertEquals(lines.locate(9), {
    line: 4,
    column: 2,
    sourceLine: "\u2028é😀",
  });
  assertEquals(lines.locate(TEXT.length), {
    line: 5,
    column: 1,
    sourceLine: "",
  });
});

Deno.test.each([
  [ENGINE_LINE_ENDS],
  [EDITOR_LINE_ENDS],
  [/\n/g],
])("Each position of a text is found again by %s", (ends) => {
  const lines = new TextLines(TEXT, ends);
  for (let position = 0; position <= TEXT.length; position++) {
    assertEquals(lines.position(lines.locate(position)), position);
  }
});

Deno.test("A place outside of the text has no position", () => {
  const lines = new TextLines("ab\nc", ENGINE_LINE_ENDS);
  const places = [[0, 1], [1, 0], [1, 4], [2, 3], [3, 1], [2 ** 40, 1]];

  assertEquals(
    places.map(([line = 0, column = 0]) => lines.position({ line, column })),
    [undefined, undefined, undefined, undefined, undefined, undefined],
  );
});
