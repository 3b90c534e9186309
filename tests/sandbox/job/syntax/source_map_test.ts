import { assertEquals } from "@std/assert";
import { stripTypeScriptTypes } from "node:module";
import {
  endOfScript,
  sourceMapOf,
} from "../../../../lib/sandbox/job/syntax/source_map.ts";

const SOURCE =
  "enum A { b = 1 }\n\nconst f = (é: number, s = '😀漢') => {\r\n  throw new Error(s);\n};\n";
const SCRIPT = stripTypeScriptTypes(SOURCE, {
  mode: "transform",
  sourceMap: true,
});

Deno.test("endOfScript() cuts the map off, and nothing of a text without one", () => {
  const text = SCRIPT.slice(0, endOfScript(SCRIPT, "transform"));

  assertEquals(/sourceMappingURL/.test(text), false);
  assertEquals(text.includes("throw new Error(s)"), true);
  assertEquals(endOfScript(SOURCE, "strip"), SOURCE.length);
});

Deno.test.each(["throw", "new Error", "const f"])(
  "sourceMapOf() finds where %s was",
  (words) => {
    const toSource = sourceMapOf(SCRIPT, SOURCE);

    assertEquals(toSource(SCRIPT.indexOf(words)), SOURCE.indexOf(words));
  },
);
