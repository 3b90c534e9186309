import { assertEquals } from "@std/assert";
import { confirm } from "../../../../lib/cli/commands/broker/confirm.ts";
import { ExitCode } from "../../../../lib/cli/exit_code.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

function terminalOf(typed: string): FakeTerminal {
  const stdin = typed === "" ? [] : [typed];
  return new FakeTerminal({ stdin, isTyped: true, isTerminal: true });
}

Deno.test.each(["y\n", "Y", "yes\n", "YES\r\n"])(
  "%j is a yes",
  async (typed) => {
    const terminal = terminalOf(typed);
    assertEquals(await confirm("delete q", terminal), undefined);
    assertEquals(terminal.err, "Delete q? [y/N] ");
  },
);

Deno.test.each(["\n", "n\n", "yesterday\n", " y\n", "", "y n\n"])(
  "%j is a no, and nothing is done",
  async (typed) => {
    const terminal = terminalOf(typed);
    assertEquals(await confirm("delete q", terminal), ExitCode.Usage);
    assertEquals(terminal.err.endsWith("nothing was done\n"), true);
  },
);

Deno.test("Where nobody can be asked the flag is named, and nothing is read", async () => {
  for (const [isTyped, isTerminal] of [[true, false], [false, true]] as const) {
    const terminal = new FakeTerminal({ stdin: ["y\n"], isTyped, isTerminal });
    assertEquals(await confirm("delete q", terminal), ExitCode.Usage);
    assertEquals(
      terminal.err,
      "Cannot delete q without --yes: nobody can be asked here\n",
    );
  }
});
