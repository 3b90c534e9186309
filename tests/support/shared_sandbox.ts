import type { Job, Sandbox, SandboxOptions } from "../../lib/sandbox.ts";
import { quickSandbox } from "./jobs.ts";
import { once } from "./run_each.ts";

/** Declares a test of a sandbox that others have used, and will use. */
export type SharedTest = (
  name: string,
  body: (sandbox: Sandbox) => Promise<void>,
) => void;

/**
 * Lets tests have a sandbox together: to start a worker takes longer than most of them.
 *
 * The first of them runs the bodies of all, one after another, and closes the sandbox, so
 * that each leaves nothing open; then each fails as its own body did. A test that counts
 * workers, or what they did, needs a sandbox of its own.
 */
export function shareSandbox(
  job: string | (() => Promise<Job>),
  options: SandboxOptions = {},
): SharedTest {
  const bodies = new Map<string, (sandbox: Sandbox) => Promise<void>>();
  const faults = once(async () => {
    const made = typeof job === "string" ? job : await job();
    await using sandbox = quickSandbox(made, options);
    const faults = new Map<string, unknown>();
    for (const [name, body] of bodies) {
      await body(sandbox).catch((fault) => faults.set(name, fault));
    }
    return faults;
  });
  return (name, body) => {
    bodies.set(name, body);
    Deno.test(name, async () => {
      const all = await faults();
      if (all.has(name)) throw all.get(name);
    });
  };
}
