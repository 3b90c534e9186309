import { assertEquals } from "@std/assert";
import { nearest } from "../../lib/cli/suggest.ts";

const known = ["map", "squares", "help", "consumers", "count", "timeout"];

Deno.test.each([
  ["mpa", "map"],
  ["maps", "map"],
  ["square", "squares"],
  ["sqares", "squares"],
  ["timeot", "timeout"],
  ["TIMEOUT", "timeout"],
  ["cons", "consumers"],
  ["cuont", "count"],
])("nearest(%s) is %s", (word, meant) => {
  assertEquals(nearest(word, known), meant);
});

Deno.test.each([
  ["frobnicate"],
  ["xyz"],
  [""],
  ["h"],
  ["constructor"],
  ["n => n"],
])("nearest(%s) is nothing", (word) => {
  assertEquals(nearest(word, known), undefined);
});

Deno.test("nearest() takes no word of over 40 letters for a misspelling", () => {
  const [longest, longer] = ["m".repeat(40), "m".repeat(41)];
  assertEquals(nearest(longest, [longest]), longest);
  assertEquals(nearest(longer, [longer]), undefined);
});

Deno.test("nearest() of a beginning that two words share prefers neither", () => {
  assertEquals(nearest("long", ["longitude", "longevity"]), undefined);
});
