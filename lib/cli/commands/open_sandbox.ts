import { type Job, Sandbox, type SandboxOptions } from "../../mod.ts";
import type { RunOptions } from "../args.ts";
import { printable } from "../escape.ts";
import type { Terminal } from "../terminal.ts";
import type { Voice } from "./voice.ts";

/** What a sandbox is opened for. */
export interface OpenSandboxOptions {
  readonly job: Job;
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly voice: Voice;
}

/**
 * Gives up every permission, and opens a sandbox.
 *
 * From here on the program needs none; without them workers start ten times as fast.
 */
export function openSandbox(
  { job, run, terminal, voice }: OpenSandboxOptions,
): Sandbox {
  const granted = terminal.permissions();
  if (granted.length > 0) {
    const flags = granted.map((name) => `--allow-${name}`).join(" ");
    voice.say(`note: not needed, and given up: ${flags}`);
  }
  return new Sandbox(job, {
    ...sandboxOptions(run, terminal, voice),
    unprivileged: terminal.relinquish(),
  });
}

/** Longest line of a job's console, in characters. */
const LOG_LENGTH = 1000;

/** The options of a run, as those of a sandbox. */
export function sandboxOptions(
  run: RunOptions,
  terminal: Pick<Terminal, "cores">,
  voice: Voice,
): SandboxOptions {
  return {
    workers: workersFor(run, terminal),
    timeout: run.timeoutMs,
    memory: run.memoryBytes,
    retries: run.retries,
    endowments: run.endowments,
    isolate: run.isolate,
    ...(run.seed !== undefined && { seed: run.seed }),
    ...(!run.quiet && {
      onLog: ({ text }) => voice.say(`job: ${printable(text, LOG_LENGTH)}`),
    }),
  };
}

/** How many workers a run may use. */
export function workersFor(
  { consumers }: Pick<RunOptions, "consumers">,
  { cores }: Pick<Terminal, "cores">,
): number {
  return consumers ?? cores;
}
