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

Deno.test("nearest() does not measure a long text", () => {
  assertEquals(nearest("map".repeat(100_000), known), undefined);
});

Deno.test("nearest() of a beginning that two words share prefers neither", () => {
  assertEquals(nearest("long", ["longitude", "longevity"]), undefined);
});
