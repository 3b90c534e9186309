import { assert, assertEquals } from "@std/assert";
import type { RunResult } from "./run_in.ts";

/** A command line, what it reads, and what it has to give. */
export interface CommandLineCase {
  readonly args: readonly string[];
  readonly stdin: string | Uint8Array;
  readonly stdout: string;
  /** What stderr must say, each. */
  readonly stderr?: readonly string[];
  readonly code?: number;
}

/** Runs a command line in a world of its own. */
type Run = (
  world: { readonly stdin: readonly (string | Uint8Array)[] },
  ...args: string[]
) => Promise<Pick<RunResult, "code" | "out" | "err">>;

/** Checks that a command line gives what it has to. */
export async function checkCommandLine(
  { args, stdin, stdout, stderr = [], code = 0 }: CommandLineCase,
  run: Run,
): Promise<void> {
  const result = await run({ stdin: [stdin] }, ...args);
  assertEquals(result.out, stdout);
  for (const part of stderr) {
    assert(result.err.includes(part), `${part} is not in ${result.err}`);
  }
  assertEquals(result.code, code, result.err);
}
