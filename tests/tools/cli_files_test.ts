import { assert, assertEquals } from "@std/assert";
import { canReadSources, readSource } from "../support/sources.ts";
import { cliPage, LAUNCHER, launcherWithTables, PAGE } from "./cli_files.ts";

// Whoever changes the flag table runs `deno task cli`.
const ignore = !canReadSources();

Deno.test("The launcher knows the flag table as it is", { ignore }, () => {
  const { text } = readSource(LAUNCHER);
  assert(launcherWithTables(text) === text, "run `deno task cli`");
});

Deno.test("The page of the command line tells the flag table as it is", {
  ignore,
}, () => {
  assertEquals(readSource(PAGE).text, cliPage());
});
