import type { BrokerLease } from "../../../broker/mod.ts";
import type { Batch, BatchResult, Failure, Sandbox } from "../../../mod.ts";
import type { WorkCommand } from "../../args/commands/work_command.ts";
import { failureLine, traceLines } from "../../report/failures.ts";
import { workerFormats } from "../run/formats.ts";
import { jobPlaces, StoppedError } from "../output/result_writer.ts";
import type { RunStats } from "../run/run_stats.ts";
import type { Results } from "./results.ts";
import type { Queue } from "./session.ts";

/** What an {@linkcode ItemRunner} works with. */
export interface RunnerParts {
  readonly queue: Queue;
  readonly results: Results;
  readonly sandbox: Sandbox;
  readonly stats: RunStats;
  /** Aborts when nothing more should be done. */
  readonly signal: AbortSignal;
  /** Says something to people. */
  readonly say: (text: string) => void;
}

type Item = BrokerLease<Uint8Array>;

/** Takes items while workers are free, runs them, and writes what came of them. */
export class ItemRunner {
  /** Most items that are held at once. */
  readonly slots: number;
  /** How many items are held. */
  running = 0;
  readonly #line: WorkCommand;
  readonly #parts: RunnerParts;
  #failure: { readonly error: unknown } | undefined;
  #freed = Promise.withResolvers<void>();
  readonly #stop = new AbortController();

  constructor(line: WorkCommand, parts: RunnerParts) {
    this.#line = line;
    this.#parts = parts;
    this.slots = parts.sandbox.workers + line.ahead;
  }

  /**
   * Runs items until the queue is closed and empty, which it rejects with, or until
   * `stopReading` aborts; what was taken is finished then.
   */
  async runAll(stopReading: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stopReading, this.#stop.signal]);
    try {
      while (!signal.aborted) await this.#takeSome(signal);
    } catch (error) {
      if (!signal.aborted) this.#failure ??= { error };
    }
    while (this.running > 0) await this.#free();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #takeSome(signal: AbortSignal): Promise<void> {
    while (this.running >= this.slots) await this.#free();
    if (signal.aborted) return;
    const { queue } = this.#parts;
    const room = this.slots - this.running;
    for (const item of await queue.leaseMany(room, { signal })) {
      this.running++;
      void this.#run(item);
    }
  }

  #free(): Promise<void> {
    return this.#freed.promise;
  }

  async #run(item: Item): Promise<void> {
    try {
      using _ = item;
      await this.#finish(item, await this.#outcome(item));
    } catch (error) {
      this.#failure ??= { error };
      this.#stop.abort();
    } finally {
      this.running--;
      this.#freed.resolve();
      this.#freed = Promise.withResolvers();
    }
  }

  async #outcome(item: Item): Promise<BatchResult> {
    const { sandbox, stats, signal } = this.#parts;
    const batch = toBatch(item);
    let result: BatchResult | undefined;
    stats.countRead(batch);
    stats.bytesIn += item.bytes.length;
    await sandbox.runBatch(batch, {
      ...workerFormats(this.#line.run),
      input: "ndjson",
      signal,
      onResult: (outcome) => result = outcome,
    });
    if (result === undefined) throw new Error("Cannot go on: no outcome");
    return result;
  }

  async #finish(item: Item, result: BatchResult): Promise<void> {
    // Another machine has it, since this one was stopped for long.
    if (item.isExpired) return item.abandon();
    const { results, stats, signal } = this.#parts;
    const [failure] = result.failures;
    if (failure !== undefined) await this.#fail(item, failure);
    else {
      await results.write({ id: item.id, line: result.output, signal });
      item.done();
    }
    stats.countOutcomes(result);
    const isLast = failure !== undefined && this.#line.run.onError === "stop";
    if (isLast) throw new StoppedError();
  }

  async #fail(item: Item, failure: Failure): Promise<void> {
    const { kind, message, trace } = failure;
    const { run } = this.#line;
    const { results, say, signal } = this.#parts;
    const position = item.sequence;
    say(failureLine({ label: "item", position, kind, message, trace }));
    if (run.trace) traceLines(failure).forEach((line) => say(line));
    if (run.onError !== "emit") {
      return await item.bury({ kind, message });
    }
    const error = JSON.stringify({
      ...{ kind, message, item: position },
      ...jobPlaces(failure, run),
    });
    const text = new TextDecoder().decode(item.bytes);
    const input = kind === "input" ? JSON.stringify(text) : text;
    const record = `{"error":${error},"input":${input}}\n`;
    const line = new TextEncoder().encode(record);
    await results.write({ id: item.id, line, signal });
    item.done();
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** An item as a batch of one line. */
function toBatch({ bytes, sequence }: Item): Batch {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  // JSON of others may have line feeds: only between its tokens, where this is as
  // good, while in a string both are no JSON.
  line.forEach((byte, at) => {
    if (byte === LINE_FEED) line[at] = CARRIAGE_RETURN;
  });
  line[bytes.length] = LINE_FEED;
  return { kind: "bytes", first: sequence - 1, count: 1, bytes: line };
}
