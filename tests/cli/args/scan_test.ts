import { assertEquals, assertThrows } from "@std/assert";
import { scan } from "../../../lib/cli/args/scan.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";

/** What is told apart, as one object. */
function scanned(line: string) {
  const { words, given, unknown } = scan(line === "" ? [] : line.split(" "));
  return {
    words: words.join(" "),
    given: Object.fromEntries(given),
    unknown: [...unknown],
  };
}

type Case = readonly [
  line: string,
  words: string,
  given?: Readonly<Record<string, readonly string[]>>,
  unknown?: readonly string[],
];

const CASES: readonly Case[] = [
  ["", ""],
  ["map 1e3 x", "map 1e3 x"],
  ["map -j 4 -j5 --consumers=6", "map", { consumers: ["4", "5", "6"] }],
  // A negative number, and a dash, are values and no flags.
  ["--seed -1 map", "map", { seed: ["-1"] }],
  ["--credentials - map", "map", { credentials: ["-"] }],
  ["--skip -.5", "", { skip: ["-.5"] }],
  // Flags that stand together, each alone.
  ["-qqj4", "", { quiet: ["2"], consumers: ["4"] }],
  ["-q map -q", "map", { quiet: ["2"] }],
  // A flag that may stand bare takes only a word that is one of its values.
  ["--stats map", "map", { stats: ["text"] }],
  ["--stats json map", "map", { stats: ["json"] }],
  ["--stats=json", "", { stats: ["json"] }],
  // Turned off.
  ["--no-header --no-progress", "", { header: ["false"], progress: ["false"] }],
  ["--no-timeout=5s", "", {}, ["--no-timeout"]],
  ["--no-json", "", {}, ["--no-json"]],
  // With a number --jobs is how many workers, else a folder.
  ["--jobs 4", "", { consumers: ["4"] }],
  ["--jobs=4", "", { consumers: ["4"] }],
  ["--jobs dir", "", { jobs: ["dir"] }],
  ["--jobs=4x", "", { jobs: ["4x"] }],
  ["-- --jobs 4", "--jobs 4"],
  // -0 was a flag before --null was one.
  ["--null NA", "", { null: ["NA"] }],
  ["--null -j 4", "", { "null-ends": ["true"], consumers: ["4"] }],
  ["-0", "", { "null-ends": ["true"] }],
  // Behind -- nothing is a flag.
  ["map -- -x --y -j", "map -x --y -j"],
  // What follows an unknown flag may be its value.
  ["--nope=1 -x map", "", {}, ["--nope", "-x"]],
];

Deno.test("Words, flags and their values are told apart", () => {
  for (const [line, words, given = {}, unknown = []] of CASES) {
    const expected = { words, given, unknown };
    assertEquals(scanned(line) as unknown, expected, line);
  }
});

Deno.test.each([
  ["--quiet=yes", "--quiet=yes: --quiet takes no value"],
  ["-q=1", "takes no value"],
])("%s is refused: a flag that is on or off has no value", (arg, says) => {
  assertThrows(() => scan([arg]), UsageError, says);
});
