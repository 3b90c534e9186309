import { assertEquals, assertMatch } from "@std/assert";
import { programStart, shellWord, versionText } from "../../lib/cli/program.ts";

const start = (url: string, folder?: string) =>
  programStart({ url, folder, isCompiled: false });

Deno.test.each([
  ["file:///src/main.ts", "/src", "deno run main.ts"],
  ["file:///src/main.ts", "/home", "deno run /src/main.ts"],
  ["file:///my%20src/main.ts", "/home", "deno run '/my src/main.ts'"],
  ["file:///src/main.ts", undefined, "deno run /src/main.ts"],
  [
    "https://example.org/main.ts",
    "/src",
    "deno run https://example.org/main.ts",
  ],
  ["file:///src/main.ts#sluice", "/home", "sluice"],
  ["file:///src/main.ts#not a name", "/src", "deno run main.ts"],
])("%s, started in %s, is called %s", (url, folder, program) => {
  assertEquals(start(url, folder).program, program);
});

Deno.test("Under the name of a command the module to run is still known", () => {
  assertEquals(start("file:///src/main.ts#sluice").module, "/src/main.ts");
});

Deno.test("A compiled program has no module to run", () => {
  const place = { url: "file:///x", folder: undefined, isCompiled: true };
  assertEquals(programStart(place), { program: "sluice", module: undefined });
});

Deno.test.each([
  ["a-b_c/d.ts", "a-b_c/d.ts"],
  ["a b", "'a b'"],
  ["it's", `'it'\\''s'`],
  ["", "''"],
  ["$HOME", "'$HOME'"],
])("shellWord(%j) is %s", (word, quoted) => {
  assertEquals(shellWord(word), quoted);
});

Deno.test("The version names all that a report needs", () => {
  assertMatch(
    versionText({ deno: "2.9.6", v8: "14.9.1" }),
    /^sluice \d+\.\d+\.\d+ \(Deno 2\.9\.6, V8 14\.9\.1, ses \d+\.\d+\.\d+\)$/,
  );
});
