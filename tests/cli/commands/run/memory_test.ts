import { assertEquals } from "@std/assert";
import process from "node:process";
import { run } from "../../../../lib/cli/run.ts";
import { ExitCode } from "../../../../lib/cli/exit_code.ts";
import { FakeTerminal } from "../../../support/fake_terminal.ts";

Deno.test("A run that takes too much memory, whichever worker is ended, ends in order", async () => {
  const job = "n => { if (n > 4) for (;;); return n }";
  const terminal = new FakeTerminal();
  const real = process.memoryUsage;
  const full = () => ({
    ...real(),
    // From the first line on, what no worker that is ended gives back.
    ...(terminal.out === "" ? {} : { rss: 2 ** 40 }),
  });
  process.memoryUsage = full as typeof real;
  let code: number;
  try {
    code = await run(["map", job, "--range", "0..9", "-j", "1"], terminal);
  } finally {
    process.memoryUsage = real;
  }
  assertEquals(code, ExitCode.Memory);
  // What was done before stays; who is on the longest item is ended first.
  assertEquals(terminal.out, "0\n1\n2\n3\n4\n");
  assertEquals(terminal.err.trimEnd().split("\n"), [
    "item 6: memory: the job used more memory than it may",
    "1 of 6 items failed (1 memory)",
    "stopped: the process uses more memory than its workers may, and ending " +
    "workers does not free it",
  ]);
});
