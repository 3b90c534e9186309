import {
  ChannelClosedError,
  type Job,
  parseJob,
  Sandbox,
  SandboxError,
} from "../../../mod.ts";
import type { WorkLine } from "../../args.ts";
import { printable } from "../../escape.ts";
import { ExitCode } from "../../exit_code.ts";
import { failureSummary, totalsJson, totalsText } from "../../report.ts";
import { ClosedOutputError, type Terminal } from "../../terminal.ts";
import { Ending } from "../ending.ts";
import { readJob, sandboxOptions } from "../beginning.ts";
import { whyNotLoaded } from "../map.ts";
import { StoppedError } from "../result_writer.ts";
import { Tally } from "../tally.ts";
import { Voice } from "../voice.ts";
import { ItemRunner } from "./item_runner.ts";
import { QueueResults, type Results, StdoutResults } from "./results.ts";
import { type Queue, type Session, withBroker } from "./session.ts";

/** Runs a job over the items of a queue. */
export async function runWork(
  line: WorkLine,
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
      const job = await parseJob(await readJob(line.job, terminal));
      return await work(line, job, session);
    } catch (error) {
      if (error instanceof session.broker.BrokerError) throw error;
      const why = whyNotLoaded(error, line, terminal.program);
      terminal.stderr.write(`${why}\n`);
      return ExitCode.JobNotLoaded;
    }
  });
}

async function work(
  line: WorkLine,
  job: Job,
  session: Session,
): Promise<ExitCode> {
  const { run } = line;
  const { terminal } = session;
  using voice = new Voice(terminal, run);
  await using queue = await session.open(line.broker.address);
  await using results = await openResults(line, queue, session);
  // The process holds the permission to connect, so its workers are nested in one
  // that holds none.
  await using sandbox = new Sandbox(
    job,
    sandboxOptions(run, terminal, (line) => voice.say(line)),
  );
  await sandbox.load();
  using ending = new Ending({
    terminal,
    deadlineMs: run.deadlineMs,
    say: (text) => voice.say(text),
  });
  const tally = new Tally();
  return await runItems({
    line,
    voice,
    queue,
    results,
    sandbox,
    ending,
    tally,
  });
}

async function openResults(
  { results: address }: WorkLine,
  { capacity, idWindow }: Queue,
  session: Session,
): Promise<Results> {
  if (address === undefined) return new StdoutResults(session.terminal);
  // An id must be known for longer than the runs of an item can be apart.
  const create = { capacity, lease: idWindow / 4 };
  return new QueueResults(await session.open(address, { create }), session);
}

/** Runs items to the end of the queue, or until told to stop. */
async function runItems(parts: Parts): Promise<ExitCode> {
  const { line, voice, queue, results, ending, tally } = parts;
  const runner = new ItemRunner(line, {
    ...parts,
    signal: ending.stopNow,
    say: (text) => voice.say(text),
  });
  reportTo(queue, { line, runner, tally });
  voice.showProgress(line.run, () => progressState(runner, tally));
  const failure = await runner.runAll(ending.stopReading)
    .then(() => undefined, (error: unknown) => error);
  const isEnd = failure instanceof ChannelClosedError;
  if (isEnd && line.close) await results.close();
  voice[Symbol.dispose]();
  sayTotals(parts);
  return exitCodeOf(failure, parts);
}

interface Parts {
  readonly line: WorkLine;
  readonly voice: Voice;
  readonly tally: Tally;
  readonly queue: Queue;
  readonly results: Results;
  readonly sandbox: Sandbox;
  readonly ending: Ending;
}

function sayTotals({ line, voice, tally, results, sandbox }: Parts): void {
  const totals = tally.totals(results.size, sandbox.stats);
  if (tally.failed > 0) voice.say(failureSummary(totals));
  if (line.run.stats === "text") voice.announce(totalsText(totals));
  if (line.run.stats === "json") voice.announce(totalsJson(totals));
}

function reportTo(
  queue: Queue,
  { line, runner, tally }: { line: WorkLine; runner: ItemRunner; tally: Tally },
): void {
  const name = line.name ?? crypto.randomUUID().slice(0, 8);
  queue.report(() => ({
    name,
    slots: runner.slots,
    running: runner.running,
    done: tally.done,
    failed: tally.failed,
    age: Math.round(tally.elapsedMs),
  }));
}

function progressState(runner: ItemRunner, tally: Tally) {
  return {
    done: tally.done,
    failed: tally.failed,
    waiting: 0,
    capacity: runner.slots,
    inFlight: runner.running,
    total: undefined,
    elapsedMs: tally.elapsedMs,
  };
}

function exitCodeOf(
  failure: unknown,
  { ending, tally, voice }: { ending: Ending; tally: Tally; voice: Voice },
): ExitCode {
  if (ending.exitCode !== undefined) return ending.exitCode;
  if (failure instanceof ClosedOutputError) return ExitCode.Done;
  if (failure instanceof StoppedError) return ExitCode.ItemsFailed;
  if (failure instanceof SandboxError && failure.kind === "crew") {
    voice.announce(`stopped: ${printable(failure.message, 500)}`);
    return ExitCode.ItemsFailed;
  }
  if (!(failure instanceof ChannelClosedError)) throw failure;
  return tally.failed > 0 ? ExitCode.ItemsFailed : ExitCode.Done;
}
