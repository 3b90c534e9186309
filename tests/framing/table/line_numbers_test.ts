import { assertEquals } from "@std/assert";
import { LineNumbers } from "../../../lib/framing/table/line_numbers.ts";

Deno.test("Lines that follow each other are one number", () => {
  const lines = new LineNumbers();
  for (const line of [4, 5, 6]) lines.add(line);
  assertEquals(lines.take(), { line: 4 });
  lines.add(9);
  assertEquals(lines.take(), { line: 9 });
});

Deno.test("Lines with gaps are all there", () => {
  const lines = new LineNumbers();
  for (const line of [4, 5, 8, 9]) lines.add(line);
  assertEquals(lines.take(), { lines: Float64Array.of(4, 5, 8, 9) });
  lines.add(10);
  assertEquals(lines.take(), { line: 10 });
});
