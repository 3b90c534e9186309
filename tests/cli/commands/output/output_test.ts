import { assertEquals } from "@std/assert";
import {
  ArrayOutput,
  LineOutput,
} from "../../../../lib/cli/commands/output/output.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** What is written of parts, by an output of a kind. */
async function written(
  Kind: typeof ArrayOutput | typeof LineOutput,
  ...parts: readonly string[]
): Promise<string> {
  const terminal = new FakeTerminal();
  const output = new Kind(terminal);
  for (const part of parts) await output.write(encode(part));
  await output.end();
  assertEquals(output.size, encode(terminal.out).length);
  return terminal.out;
}

Deno.test("Lines are the elements of one array, also over parts, and none make an empty one", async () => {
  assertEquals(
    await written(ArrayOutput, "1\n2\n", "", '"a,b"\n'),
    '[1,2,"a,b"]\n',
  );
  assertEquals(await written(ArrayOutput, ""), "[]\n");
  assertEquals(await written(ArrayOutput), "[]\n");
});

Deno.test("Lines alone are written as they are", async () => {
  assertEquals(await written(LineOutput, "1\n", "", "ä\n"), "1\nä\n");
});
