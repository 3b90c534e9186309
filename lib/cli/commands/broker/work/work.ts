import {
  ChannelClosedError,
  type ContextOptions,
  type Job,
  Sandbox,
  type SandboxOptions,
} from "../../../../mod.ts";
import { contextFiles } from "../../../args/context_settings.ts";
import type { WorkCommand } from "../../../args/commands/work_command.ts";
import type { ExitCode } from "../../../exit_code.ts";
import type { ProgressState } from "../../../report/progress.ts";
import type { Terminal } from "../../../terminal.ts";
import { formatCount } from "../../../units.ts";
import { Shutdown } from "../../run/shutdown.ts";
import { finishRun } from "../../run/finish_run.ts";
import { parseJobTexts } from "../../job/parse_job_texts.ts";
import { readJob } from "../../job/read_job.ts";
import { sandboxOptions } from "../../run/startup.ts";
import { loadContext } from "../../job/job_context.ts";
import { openContext } from "../../job/open_context.ts";
import { reportLoadError } from "../../job/load_error.ts";
import { openWatches } from "../../run/run_watches.ts";
import { RunStats } from "../../run/run_stats.ts";
import { jobLimits } from "../../map.ts";
import { failureLog, Reporter } from "../../run/reporter.ts";
import {
  plainText,
  QueueResults,
  type Results,
  StdoutResults,
} from "./results.ts";
import { QueueMeter } from "../queue_meter.ts";
import { type Queue, type Session, withBroker } from "../session.ts";
import { WorkLoop } from "./work_loop.ts";

/** Runs a job over the items of a queue. */
export async function runWork(
  line: WorkCommand,
  terminal: Terminal,
  args: readonly string[],
): Promise<ExitCode> {
  const { broker: options, results } = line;
  const addresses = [
    options.address,
    ...(results === undefined ? [] : [results]),
  ];
  const given = contextFiles(line.run.context);
  const files = "file" in line.job ? [line.job.file, ...given] : given;
  const how = { options, addresses, role: "work", args, files } as const;
  return await withBroker(terminal, how, async (session) => {
    try {
      const text = await readJob(line.job, terminal);
      const job = await parseJobTexts(text, jobLimits(line.run));
      const opened = await openContext(line.run.context, terminal);
      const context = await loadContext(opened);
      return await new Work(line, session, context).run(job);
    } catch (error) {
      if (error instanceof session.broker.BrokerError) throw error;
      const named = { job: line.job, contextFiles: given, args };
      return reportLoadError(error, named, terminal);
    }
  });
}

/** Most results that are on their way at once; their order is no matter. */
const RESULTS_WINDOW = 512;

/** A run of `work`. */
class Work {
  readonly #line: WorkCommand;
  readonly #session: Session;
  readonly #context: ContextOptions;
  #stats = new RunStats();
  readonly #reporter: Reporter;
  /** What the run waits for, in words. */
  #waiting: string | undefined;

  constructor(line: WorkCommand, session: Session, context: ContextOptions) {
    this.#line = line;
    this.#context = context;
    this.#session = session;
    this.#reporter = new Reporter(session.terminal, line.run);
  }

  /** Runs a job until the queue is closed and empty, or until told to stop. */
  async run(job: Job): Promise<ExitCode> {
    const { run } = this.#line;
    const { terminal } = this.#session;
    using reporter = this.#reporter;
    const say = (text: string) => reporter.say(text);
    await using queue = await this.#openQueue();
    await using results = await this.#openResults(queue);
    // The process holds the permission to connect, so its workers are nested in one
    // that holds none.
    await using sandbox = new Sandbox(job, this.#sandboxOptions());
    if (!queue.admin.wasOver) await sandbox.load();
    const { deadlineMs, graceMs } = run;
    using shutdown = new Shutdown({ terminal, deadlineMs, graceMs, say });
    this.#session.leaveOn(shutdown.stopping);
    // Its clock begins when items can be taken.
    const stats = this.#stats = new RunStats();
    const { meter: meters } = terminal;
    const { meter, profile } = await openWatches({ run, stats, terminal });
    using _gauges = meters && new QueueMeter({
      meter: meters,
      queue,
      replaced: () => sandbox.stats.replaced,
    });
    const log = failureLog(run, say);
    const parts = {
      meter,
      log,
      profile,
      queue,
      results,
      sandbox,
      shutdown,
      stats,
      say,
    };
    const loop = new WorkLoop(this.#line, parts);
    await this.#report(queue, loop);
    reporter.showProgress(run.progress, {
      state: () => this.#progress(loop),
      output: this.#line.results === undefined ? "lines" : undefined,
    });
    const failure = await this.#workOff(loop, results);
    return finishRun(failure, {
      ...{ run, job, stats, shutdown, reporter, log },
      details: profile?.details(sandbox.workers),
      bytesOut: results.size,
      canSkip: false,
      sandboxStats: sandbox.stats,
    });
  }

  /** Runs items to the end of the queue; resolves to what ended that early, if anything. */
  async #workOff(loop: WorkLoop, results: Results): Promise<unknown> {
    try {
      await loop.runAll();
    } catch (error) {
      if (!(error instanceof ChannelClosedError)) return error;
      if (this.#line.close) {
        return await results.close().catch((error) => error);
      }
    }
    return undefined;
  }

  async #openQueue(): Promise<Queue> {
    const { broker, wait } = this.#line;
    const onWait = () =>
      this.#reporter.say("waiting: there is no such queue yet");
    return await this.#session.open(broker.address, {
      ...(wait && { wait: { onWait } }),
    });
  }

  #sandboxOptions(): SandboxOptions {
    const { run, retryDelayMs } = this.#line;
    const { terminal } = this.#session;
    const say = (text: string) => this.#reporter.say(text);
    const options = {
      ...sandboxOptions(run, terminal, say),
      ...this.#context,
    };
    // With a pause, another try is a matter of the queue.
    return retryDelayMs === undefined ? options : { ...options, retries: 0 };
  }

  async #openResults(source: Queue): Promise<Results> {
    const { results: address, resultsCapacity: capacity, run } = this.#line;
    const { terminal } = this.#session;
    const toText = run.output === "lines" ? plainText : undefined;
    if (address === undefined) return new StdoutResults(terminal, toText);
    const queue = await this.#session.open(address, {
      create: { capacity },
      window: RESULTS_WINDOW,
    });
    return new QueueResults(queue, this.#session, {
      source,
      toText,
      onWait: (isWaiting) => void this.#sayWaiting(isWaiting, queue),
    });
  }

  /** Says once that no results are taken away, which is why nothing goes on. */
  async #sayWaiting(isWaiting: boolean, results: Queue): Promise<void> {
    if (!isWaiting) return void (this.#waiting = undefined);
    try {
      const { name, capacity } = results;
      const { waiting, running, readers } = await results.stats();
      const size = waiting + running;
      if (size < capacity) return;
      const counts = `${formatCount(size)} of ${formatCount(capacity)}`;
      const why = readers + running === 0 ? "; nobody reads it" : "";
      const wasSaid = this.#waiting !== undefined;
      this.#waiting = `the results queue ${name} is full (${counts})${why}`;
      if (!wasSaid) this.#reporter.say(`waiting: ${this.#waiting}`);
    } catch {
      // A user without the right to ask is told nothing; the next write finds out.
    }
  }

  async #report(queue: Queue, loop: WorkLoop): Promise<void> {
    const name = this.#line.name ?? crypto.randomUUID().slice(0, 8);
    const text = await readJob(this.#line.job, this.#session.terminal);
    const job = await digestOf(String(text), this.#context);
    queue.report(() => ({
      name,
      job,
      slots: loop.slots,
      running: loop.held,
      done: this.#stats.done,
      failed: this.#stats.failed,
      age: Math.round(this.#stats.elapsedMs),
      ...loop.oldest,
      ...(this.#waiting !== undefined && { waiting: this.#waiting }),
    }));
  }

  #progress(loop: WorkLoop): ProgressState {
    return this.#stats.progress({
      waiting: 0,
      capacity: loop.slots,
      running: loop.held,
    });
  }
}

/** Tells jobs, with what they are given, apart, in eight characters. */
async function digestOf(
  text: string,
  { args, tables = {} }: ContextOptions,
): Promise<string> {
  const parts = [text, JSON.stringify(args, bigIntText)];
  for (const [name, table] of Object.entries(tables)) {
    parts.push(name, await table.digest());
  }
  const bytes = new TextEncoder().encode(parts.join("\0"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex().slice(0, 8);
}

function bigIntText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
