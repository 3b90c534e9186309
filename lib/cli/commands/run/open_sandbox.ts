import type { Job } from "../../../mod.ts";
import { Sandbox } from "../../../running.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import type { Terminal } from "../../terminal.ts";
import { loadContext } from "../job/job_context.ts";
import type { Reporter } from "./reporter.ts";
import { sandboxOptions, type Startup } from "./startup.ts";

/** What a sandbox is opened for. */
export interface OpenSandboxOptions {
  readonly job: Job;
  readonly run: RunSettings;
  readonly terminal: Terminal;
  readonly reporter: Reporter;
  readonly startup: Startup;
}

/**
 * Opens a sandbox that begins with the worker that is on its way.
 *
 * @throws {UsageError} If a table cannot be used.
 */
export async function openSandbox(
  { job, run, terminal, reporter, startup }: OpenSandboxOptions,
): Promise<Sandbox> {
  const { granted, unprivileged, prepared } = startup;
  if (granted.length > 0) {
    const flags = granted.map((name) => `--allow-${name}`).join(" ");
    reporter.say(`note: not needed, and given up: ${flags}`);
  }
  return new Sandbox(job, {
    ...sandboxOptions(run, terminal, (line) => reporter.say(line)),
    ...await loadContext(await startup.context),
    unprivileged,
    prepared,
  });
}
