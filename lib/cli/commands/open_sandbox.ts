import { type Job, Sandbox } from "../../mod.ts";
import type { RunOptions } from "../args.ts";
import type { Terminal } from "../terminal.ts";
import { type Beginning, sandboxOptions } from "./beginning.ts";
import type { Voice } from "./voice.ts";

/** What a sandbox is opened for. */
export interface OpenSandboxOptions {
  readonly job: Job;
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly voice: Voice;
  readonly beginning: Beginning;
}

/** Opens a sandbox that begins with the worker that is on its way. */
export function openSandbox(
  { job, run, terminal, voice, beginning }: OpenSandboxOptions,
): Sandbox {
  const { granted, unprivileged, prepared } = beginning;
  if (granted.length > 0) {
    const flags = granted.map((name) => `--allow-${name}`).join(" ");
    voice.say(`note: not needed, and given up: ${flags}`);
  }
  return new Sandbox(job, {
    ...sandboxOptions(run, terminal, (line) => voice.say(line)),
    unprivileged,
    prepared,
  });
}
