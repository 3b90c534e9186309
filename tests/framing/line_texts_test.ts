import { assertEquals } from "@std/assert";
import { doubtfulLines } from "../../lib/framing/line_texts.ts";

const read = (...bytes: number[]) =>
  [
    ...doubtfulLines(Uint8Array.from(bytes)),
  ].map(({ text, isValid }) => isValid ? text : [text]);

const [A, LF] = [0x41, 0x0a];

Deno.test("Only the line that is not UTF-8 is marked, and is still shown", () => {
  assertEquals(read(A, LF, 0xff, A, LF, A), ["A", ["\ufffdA"], "A"]);
});

Deno.test("A character that a line feed cuts in two spoils both lines", () => {
  assertEquals(read(0xc3, LF, 0xa4, LF), [["\ufffd"], ["\ufffd"]]);
});

Deno.test("A last line feed begins no line, and one between two is a line", () => {
  assertEquals(read(), []);
  assertEquals(read(LF), [""]);
  assertEquals(read(LF, LF, A, LF), ["", "", "A"]);
});

Deno.test("A byte order mark is part of its line", () => {
  assertEquals(read(0xef, 0xbb, 0xbf, A), ["\ufeffA"]);
});
