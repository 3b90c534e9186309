import { assertEquals, assertThrows } from "@std/assert";
import { parseCommandLine } from "../../../lib/cli/args/parse_command_line.ts";
import type { RunSettings } from "../../../lib/cli/args/run_settings.ts";
import { UsageError } from "../../../lib/cli/args/usage_error.ts";

/** The settings of a map with these flags. */
function settings(flags: string): RunSettings {
  const args = ["map", "n => n", ...flags.split(" ").filter(Boolean)];
  const line = parseCommandLine(args, "sluice");
  if (line.command !== "map") throw new Error(line.command);
  return line.run;
}

Deno.test.each([
  ["--range 0..3 --input lines", "a range reads no stdin"],
  ["--range 0..3 --decompress gzip", "a range reads no bytes"],
  ["--range 0..3 --encoding utf-16le", "a range reads no bytes"],
  ["--range 0..3 a.csv", "a range reads no file"],
  ["-0", "Cannot use -0 without plain lines"],
  ["--on-error emit --output csv", "a table has no place for an error"],
  ["--quiet --progress", "choose one"],
])("%s makes no sense together", (flags, says) => {
  assertThrows(() => settings(flags), UsageError, says);
});

Deno.test("What is right beside another flag stays right", () => {
  assertEquals(settings("-0 --input lines").hasNullEnds, true);
  assertEquals(settings("-0 --output lines").hasNullEnds, true);
  assertEquals(settings("--quiet --no-progress").progress, false);
  assertEquals(settings("--on-error emit --input csv").onError, "emit");
});

Deno.test("UTF-8 is no encoding that has to be undone", () => {
  assertEquals(settings("--encoding utf-8").encoding, undefined);
  assertEquals(settings("--encoding utf-16le").encoding, "utf-16le");
});

Deno.test("--flat gives elements, and only it", () => {
  assertEquals([settings("").emit, settings("--flat").emit], [
    "result",
    "elements",
  ]);
});
