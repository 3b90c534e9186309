import {
  ChannelClosedError,
  type Job,
  parseJob,
  Sandbox,
} from "../../../mod.ts";
import type { WorkCommand } from "../../args/commands/work_command.ts";
import type { ExitCode } from "../../exit_code.ts";
import type { ProgressState } from "../../report/progress.ts";
import type { Terminal } from "../../terminal.ts";
import { Shutdown } from "../run/shutdown.ts";
import { finishRun } from "../run/finish_run.ts";
import { readJob, sandboxOptions } from "../run/startup.ts";
import { reportLoadError } from "../run/load_error.ts";
import { RunStats } from "../run/run_stats.ts";
import { jobLimits } from "../map.ts";
import { Reporter } from "../run/reporter.ts";
import { ItemRunner } from "./item_runner.ts";
import { QueueResults, type Results, StdoutResults } from "./results.ts";
import { type Queue, type Session, withBroker } from "./session.ts";

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
  const files = "file" in line.job ? [line.job.file] : [];
  const how = { options, addresses, role: "work", args, files } as const;
  return await withBroker(terminal, how, async (session) => {
    try {
      const text = await readJob(line.job, terminal);
      const job = await parseJob(text, jobLimits(line.run));
      return await work(line, job, session);
    } catch (error) {
      if (error instanceof session.broker.BrokerError) throw error;
      return reportLoadError(error, { job: line.job, args }, terminal);
    }
  });
}

async function work(
  line: WorkCommand,
  job: Job,
  session: Session,
): Promise<ExitCode> {
  const { run } = line;
  const { terminal } = session;
  using reporter = new Reporter(terminal, run);
  await using queue = await session.open(line.broker.address);
  await using results = await openResults(line, queue, session);
  // The process holds the permission to connect, so its workers are nested in one
  // that holds none.
  await using sandbox = new Sandbox(
    job,
    sandboxOptions(run, terminal, (line) => reporter.say(line)),
  );
  await sandbox.load();
  using shutdown = new Shutdown({
    terminal,
    deadlineMs: run.deadlineMs,
    graceMs: run.graceMs,
    say: (text) => reporter.say(text),
  });
  const stats = new RunStats();
  return await runItems({
    line,
    job,
    reporter,
    queue,
    results,
    sandbox,
    shutdown,
    stats,
  });
}

async function openResults(
  { results: address }: WorkCommand,
  { capacity }: Queue,
  session: Session,
): Promise<Results> {
  if (address === undefined) return new StdoutResults(session.terminal);
  const create = { capacity };
  return new QueueResults(await session.open(address, { create }), session);
}

/** Runs items to the end of the queue, or until told to stop. */
async function runItems(parts: Parts): Promise<ExitCode> {
  const { line, reporter, queue, results, shutdown, stats, sandbox } = parts;
  const runner = new ItemRunner(line, {
    ...parts,
    signal: shutdown.stopNow,
    say: (text) => reporter.say(text),
  });
  reportTo(queue, { line, runner, stats });
  reporter.showProgress(line.run.progress, {
    state: () => progressState(runner, stats),
    output: line.results === undefined ? "lines" : undefined,
  });
  const failure = await runner.runAll(shutdown.stopReading)
    .then(() => undefined, (error: unknown) => error);
  const isEnd = failure instanceof ChannelClosedError;
  if (isEnd && line.close) await results.close();
  return finishRun(isEnd ? undefined : failure, {
    ...parts,
    run: line.run,
    bytesOut: results.size,
    canSkip: false,
    sandboxStats: sandbox.stats,
  });
}

interface Parts {
  readonly job: Job;
  readonly line: WorkCommand;
  readonly reporter: Reporter;
  readonly stats: RunStats;
  readonly queue: Queue;
  readonly results: Results;
  readonly sandbox: Sandbox;
  readonly shutdown: Shutdown;
}

function reportTo(
  queue: Queue,
  { line, runner, stats }: {
    line: WorkCommand;
    runner: ItemRunner;
    stats: RunStats;
  },
): void {
  const name = line.name ?? crypto.randomUUID().slice(0, 8);
  queue.report(() => ({
    name,
    slots: runner.slots,
    running: runner.running,
    done: stats.done,
    failed: stats.failed,
    age: Math.round(stats.elapsedMs),
  }));
}

function progressState(runner: ItemRunner, stats: RunStats): ProgressState {
  return stats.progress({
    waiting: 0,
    capacity: runner.slots,
    running: runner.running,
  });
}
