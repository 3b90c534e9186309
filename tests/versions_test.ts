import { assertMatch, assertStringIncludes } from "@std/assert";
import { VERIFIED_VERSIONS } from "../lib/prepare.ts";
import { canReadSources, readSource } from "./support/sources.ts";

const { deno } = VERIFIED_VERSIONS;

Deno.test.each([
  [".ci/run", `DENO_VERSION=${deno}`],
  ["SECURITY.md", `Deno ${deno}`],
])("%s names the version that was verified: %s", {
  ignore: !canReadSources(),
}, (path, words) => {
  assertStringIncludes(readSource(path).text, words);
});

Deno.test("A verified version is exact", () => {
  for (const version of Object.values(VERIFIED_VERSIONS)) {
    assertMatch(version, /^\d+\.\d+\.\d+$/);
  }
});
