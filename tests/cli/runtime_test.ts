import { assertEquals, assertStringIncludes } from "@std/assert";
import { type RuntimeGlobals, whyUnsupported } from "../../lib/cli/runtime.ts";

const wanted = { lowest: "2.9.4", verified: "2.9.6" };
const deno = (version: string) => ({ Deno: { version: { deno: version } } });

Deno.test.each([
  ["2.9.4"],
  ["2.9.6"],
  ["2.10.0"],
  ["3.0.0"],
  ["2.9.6+abc123"],
])("Deno %s runs the program", (version) => {
  assertEquals(whyUnsupported(deno(version), wanted), undefined);
});

Deno.test.each<[string, RuntimeGlobals]>([
  ["Deno 2.9.3", deno("2.9.3")],
  ["Deno 1.46.3", deno("1.46.3")],
  ["Node v24.1.0", { process: { version: "v24.1.0" } }],
  ["Bun 1.3.0", { Bun: { version: "1.3.0" }, process: { version: "v24" } }],
])("%s is told in one line what is needed", (name, globals) => {
  const why = whyUnsupported(globals, wanted) ?? "";
  assertStringIncludes(why, `needs Deno 2.9.4 or newer, and this is ${name}`);
  assertStringIncludes(why, "npx -y deno@2.9.6 run main.ts");
  assertEquals(why.includes("\n"), false);
});

Deno.test("In Deno nothing looks at process, which loads all of Node's", () => {
  const globals = {
    ...deno("2.9.6"),
    get process(): never {
      throw new Error("process was looked at");
    },
  };
  assertEquals(whyUnsupported(globals, wanted), undefined);
});
