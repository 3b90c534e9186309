import { assertEquals } from "@std/assert";
import { groupsOf } from "./test_groups.ts";

/** A source file with imports, as the groups see it. */
const file = (path: string, ...imported: string[]) => {
  const code = imported.map((name) => `import "${name}";\n`).join("");
  return { path, text: code, code };
};

Deno.test("Files of a room share a thread, but for those that change it", () => {
  const groups = groupsOf([
    file("tests/cli/b_test.ts", "../support/run_job.ts"),
    file("tests/cli/a_test.ts", "../support/lines.ts"),
    file("tests/cli/args/c_test.ts", "../../support/checked.ts"),
    file("tests/cli/commands/run/d_test.ts"),
    file("tests/support/run_job.ts", "./local_guest.ts"),
    file("tests/support/lines.ts", "./run_lines.ts"),
    file("tests/support/run_lines.ts", "./lines.ts"),
    file("tests/new/e_test.ts"),
  ]);
  assertEquals(Object.fromEntries(groups), {
    cli: ["tests/cli/a_test.ts"],
    cli_here: ["tests/cli/b_test.ts"],
    cli_checked: ["tests/cli/args/c_test.ts"],
    cli_run: ["tests/cli/commands/run/d_test.ts"],
    rest: ["tests/new/e_test.ts"],
  });
});
