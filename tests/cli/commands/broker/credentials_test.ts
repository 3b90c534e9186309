import { assertEquals } from "@std/assert";
import { readCredentials } from "../../../../lib/cli/commands/broker/credentials.ts";
import type { Terminal } from "../../../../lib/cli/terminal.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

/** All that is left to be read, `size` bytes at a time. */
async function restOf({ stdin }: Terminal, size = 3): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const buffer = new Uint8Array(size);
    const read = await stdin.read(buffer);
    if (read === null) return text;
    text += decoder.decode(buffer.subarray(0, read), { stream: true });
  }
}

async function fromStdin(...stdin: readonly string[]): Promise<string[]> {
  const read = await readCredentials("-", new FakeTerminal({ stdin }));
  return [read.text, await restOf(read.terminal)];
}

Deno.test("The first line of stdin is the credentials, and the rest is input", async () => {
  assertEquals(await fromStdin('{"token":"x"}\n1\n2\n'), [
    ...['{"token":"x"}', "1\n2\n"],
  ]);
  assertEquals(await fromStdin("ab", "c\n", "1\n"), ["abc", "1\n"]);
  assertEquals(await fromStdin("abc\n"), ["abc", ""]);
  assertEquals(await fromStdin("abc"), ["abc", ""]);
  assertEquals(await fromStdin("\n1\n"), ["", "1\n"]);
  assertEquals(await fromStdin(), ["", ""]);
});

Deno.test("A file is read whole, and stdin is left as it is", async () => {
  const world = { stdin: ["1\n"], files: { "c.json": "{}\n" } };
  const read = await readCredentials("c.json", new FakeTerminal(world));
  assertEquals([read.text, await restOf(read.terminal)], ["{}\n", "1\n"]);
});
