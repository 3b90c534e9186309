import { assertEquals } from "@std/assert";
import { applyEdits, blank } from "../../../../lib/sandbox/job/rewrite/edit.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

Deno.test("applyEdits() replaces, inserts and removes, in any order", () => {
  const { text } = applyEdits("abcdef", [
    { start: 4, end: 5, text: "" },
    { start: 1, end: 1, text: "--" },
    { start: 2, end: 4, text: "X" },
  ]);

  assertEquals(text, "a--bXf");
});

Deno.test("Of two edits that overlap the first stays", () => {
  const { text } = applyEdits("abcdef", [
    { start: 1, end: 4, text: "X" },
    { start: 2, end: 5, text: "Y" },
  ]);

  assertEquals(text, "aXef");
});

Deno.test("Edits at one place keep the order they are given in", () => {
  const { text } = applyEdits("ab", [
    { start: 1, end: 1, text: "1" },
    { start: 1, end: 1, text: "2" },
    { start: 1, end: 2, text: "B" },
  ]);

  assertEquals(text, "a12B");
});

Deno.test("origin() of what was kept is its position, and of what is new where it was put", () => {
  const edited = applyEdits("abcdef", [
    { start: 1, end: 1, text: "--" },
    { start: 2, end: 4, text: "XYZ" },
    { start: 4, end: 5, text: " " },
  ]);

  assertEquals(edited.text, "a--bXYZ f");
  const origins = [...edited.text].map((_, at) => edited.origin(at));
  assertEquals(origins, [0, 1, 1, 1, 2, 2, 2, 4, 5]);
  assertEquals(edited.origin(edited.text.length), 6);
});

Deno.test("origin() finds every character of the text that was kept", () => {
  const random = new SeededRandom(5);
  for (let round = 0; round < 200; round++) {
    const letters = Array.from(
      { length: 40 },
      (_, at) => String.fromCharCode(0x4e00 + at),
    );
    const edits = Array.from({ length: random.below(8) }, () => {
      const start = random.below(40);
      return {
        start,
        end: start + random.below(5),
        text: "x".repeat(random.below(6)),
      };
    });
    const { text, origin } = applyEdits(letters.join(""), edits);
    for (const [at, letter] of [...text].entries()) {
      if (letter !== "x") assertEquals(letters[origin(at)], letter);
    }
  }
});

Deno.test("blank() keeps the lines and the length of a text", () => {
  assertEquals(blank("a\n😀\r\n\u2028é"), " \n  \r\n\u2028 ");
});
