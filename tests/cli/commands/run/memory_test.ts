import { assertEquals, assertMatch } from "@std/assert";
import process from "node:process";
import { run } from "../../../../lib/cli/run.ts";
import { ExitCode } from "../../../../lib/cli/exit_code.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

Deno.test("A run that takes too much memory, whichever worker is ended, ends in order", async () => {
  // One that loops, and then such that burn nothing while nothing is freed.
  const job = "n => { if (n === 5) for (;;);" +
    " return n < 5 ? n : new Promise(() => {}) }";
  const terminal = new FakeTerminal();
  const real = process.memoryUsage;
  const full = () => ({
    ...real(),
    // Once the item that never ends is next, what no worker that is ended gives back.
    ...(terminal.out.endsWith("4\n") ? { rss: 2 ** 40 } : {}),
  });
  process.memoryUsage = full as typeof real;
  let code: number;
  try {
    const args = ["--range", "0..9", "-j", "1", "--capacity", "1"];
    code = await run(["map", job, ...args], terminal);
  } finally {
    process.memoryUsage = real;
  }
  assertEquals(code, ExitCode.Memory);
  // What was done before stays; who is on the longest item is ended first.
  assertEquals(terminal.out, "0\n1\n2\n3\n4\n");
  const [first, ...more] = terminal.err.trimEnd().split("\n");
  assertEquals(first, "item 6: memory: the job used more memory than it may");
  assertEquals(
    more.pop(),
    "stopped: the process uses more memory than its workers may, and ending " +
      "workers does not free it",
  );
  // The next item may have begun before it was known that this frees nothing.
  for (const line of more) {
    assertMatch(
      line,
      /^item \d: memory: |^\d of \d items failed \(\d memory\)$/,
    );
  }
});
