#!/usr/bin/env -S deno run --no-prompt

import { VERIFIED_VERSIONS } from "./lib/internal/versions.ts";
import { type RuntimeGlobals, whyUnsupported } from "./lib/cli/runtime.ts";

/** Runs the program, which is loaded only where it can run. */
async function main(): Promise<never> {
  const [{ openTerminal }, { run }] = await Promise.all([
    import("./lib/cli/terminal.ts"),
    import("./lib/cli/run.ts"),
  ]);
  const exitCode = await run(Deno.args, openTerminal(import.meta.url));
  // Not `Deno.exitCode`: a read of stdin that was given up would keep
  // the process until the input ends.
  Deno.exit(exitCode);
}

// Runtimes that do not know `main` are asked the same question as Deno.
if (import.meta.main !== false) {
  const { lowestDeno, deno } = VERIFIED_VERSIONS;
  const why = whyUnsupported(globalThis as RuntimeGlobals, {
    lowest: lowestDeno,
    verified: deno,
  });
  if (why === undefined) await main();
  // An error of its own would be shown with the place where it was thrown.
  // deno-lint-ignore no-console -- Nothing else writes to stderr in every runtime.
  console.error(why);
  globalThis.process.exitCode = 2;
}
