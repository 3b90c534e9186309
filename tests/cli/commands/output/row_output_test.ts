import { assertEquals } from "@std/assert";
import { LineOutput } from "../../../../lib/cli/commands/output/output.ts";
import { RowOutput } from "../../../../lib/cli/commands/output/row_output.ts";
import type { RunTable } from "../../../../lib/cli/commands/output/run_table.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

/** What is written of parts below a header that is known, or only at the end. */
async function written(...parts: readonly string[]): Promise<string> {
  const terminal = new FakeTerminal();
  const table = {
    header: (isEnd: boolean) => isEnd ? "a (end)\n" : "a\n",
  } as unknown as RunTable;
  const output = new RowOutput(new LineOutput(terminal), table);
  for (const part of parts) await output.write(new TextEncoder().encode(part));
  await output.end();
  return terminal.out;
}

Deno.test("The names stand once, above the first row", async () => {
  assertEquals(await written("", "1\n", "2\n"), "a\n1\n2\n");
});

Deno.test("A table without rows still has its names", async () => {
  assertEquals(await written(), "a (end)\n");
  assertEquals(await written(""), "a (end)\n");
});
