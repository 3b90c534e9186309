import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runIn } from "../support/run_in.ts";

Deno.test("an unknown command or flag suggests the nearest, with exit code 2", async () => {
  const command = await runIn({}, "mpa");
  assertEquals(command.code, 2);
  assertStringIncludes(command.err, "did you mean map?");
  const flag = await runIn({}, "map", "n => n", "--tiemout", "5s");
  assertEquals(flag.code, 2);
  assertStringIncludes(flag.err, "did you mean --timeout?");
});

Deno.test("--version names the program and its version", async () => {
  assertMatch((await runIn({}, "--version")).out, /^sluice \d+\.\d+\.\d+/);
});
