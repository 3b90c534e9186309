#!/usr/bin/env -S deno run --no-prompt

import { run } from "./lib/cli/run.ts";
import { openTerminal } from "./lib/cli/terminal.ts";

if (import.meta.main) {
  const exitCode = await run(Deno.args, openTerminal());
  // Not `Deno.exitCode`: a read of stdin that nobody waits for any more would keep
  // the process until the input ends.
  Deno.exit(exitCode);
}
