import { assert, assertEquals } from "@std/assert";
import {
  flagWords,
  spellings,
  valuesOf,
} from "../../../lib/cli/completions/words.ts";
import { FLAG_NAMES } from "../../../lib/cli/flags/flags.ts";

Deno.test("No two flags are written alike", () => {
  const all = FLAG_NAMES.flatMap(spellings);
  assertEquals(all.length, new Set(all).size);
  assert(all.includes("-j") && all.includes("--consumers"));
});

Deno.test("A flag that can be turned off is offered both ways", () => {
  assertEquals(flagWords("header"), ["--header", "--no-header"]);
  assertEquals(flagWords("consumers"), ["--consumers"]);
});

Deno.test("The value of a flag is a word, a file, any text, or none", () => {
  assert(valuesOf("input")?.includes("ndjson"));
  assertEquals(valuesOf("jobs"), "files");
  assertEquals(valuesOf("consumers"), []);
  assertEquals(valuesOf("quiet"), undefined);
});
