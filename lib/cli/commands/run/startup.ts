import {
  type PreparedWorker,
  prepareWorker,
  type SandboxOptions,
} from "../../../prepare.ts";
import type { JobSource } from "../../args/job_source.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { printable } from "../../escape.ts";
import type { Terminal } from "../../terminal.ts";
import { type InputSource, openSources } from "../input/input_source.ts";
import { type OpenContext, openContext } from "../job/open_context.ts";
import { type JobTexts, readJob } from "../job/read_job.ts";

// The library is not loaded here: the first worker starts while that goes on.

/** What is done for a run while most of the program is still to be loaded. */
export interface Startup {
  /** The text of the job, or the texts of many. */
  readonly text: Promise<JobTexts>;
  /** What is read, opened. */
  readonly sources: Promise<readonly InputSource[]>;
  /** What the job is given beside its items; the tables are still to be read. */
  readonly context: Promise<OpenContext>;
  /** The permissions that were granted, and are given up now. */
  readonly granted: readonly string[];
  /** Whether the process holds none. */
  readonly unprivileged: boolean;
  /** The first worker, if one can be started already. */
  readonly prepared: PreparedWorker | undefined;
}

/** A job, and how to run it. */
export interface JobToRun {
  readonly job: JobSource;
  readonly run: RunSettings;
}

/**
 * Reads the job, opens the input, gives up every permission, and starts a worker.
 *
 * From here on the program needs none; without them workers start ten times as fast.
 */
export async function startRun(
  { job, run }: JobToRun,
  terminal: Terminal,
): Promise<Startup> {
  const text = readJob(job, terminal);
  const sources = openSources(run.files, terminal);
  const context = openContext(run.context, terminal);
  const isRead = await Promise.all([text, sources, context])
    .then(() => true, () => false);
  const granted = terminal.permissions();
  const unprivileged = terminal.relinquish();
  const options = sandboxOptions(run, terminal, () => {});
  const prepared = isRead && unprivileged ? prepareWorker(options) : undefined;
  return { text, sources, context, granted, unprivileged, prepared };
}

/** Longest line of a job's console, in characters. */
const LOG_LENGTH = 1000;

/** The options of a run, as those of a sandbox. */
export function sandboxOptions(
  run: RunSettings,
  terminal: Pick<Terminal, "cores">,
  say: (line: string) => void,
): SandboxOptions {
  return {
    workers: workersFor(run, terminal),
    timeout: run.timeoutMs,
    steps: run.steps,
    memory: run.memoryBytes,
    retries: run.retries,
    endowments: run.endowments,
    isolate: run.isolate,
    numbers: run.numbers,
    trace: run.trace,
    // A command makes one sandbox.
    spare: false,
    ...(run.seed !== undefined && { seed: run.seed }),
    ...(!run.quiet && {
      onLog: ({ text }) => say(`job: ${printable(text, LOG_LENGTH)}`),
    }),
  };
}

/** How many workers a run may use. */
export function workersFor(
  { consumers }: Pick<RunSettings, "consumers">,
  { cores }: Pick<Terminal, "cores">,
): number {
  return consumers ?? cores;
}
