import { SandboxError } from "./errors.ts";
import { type Watch, watch } from "./internal/deadline.ts";
import { checkDuration } from "./internal/checks.ts";
import type { Batch } from "./framing/batch.ts";
import type { Dispatcher } from "./sandbox/dispatch/dispatcher.ts";
import { giveJob } from "./sandbox/dispatch/give_job.ts";
import { openDispatcher } from "./sandbox/dispatch/open_dispatcher.ts";
import { describeContext } from "./sandbox/context/describe.ts";
import type { OpenCalls } from "./sandbox/context/open_calls.ts";
import { Job } from "./sandbox/job/job.ts";
import { parseJob } from "./sandbox/job/parse_job.ts";
import { type Limits, resolveLimits } from "./sandbox/limits.ts";
import type {
  MapOptions,
  PipeOptions,
  RunBatchOptions,
  RunOptions,
  SandboxOptions,
  SandboxStats,
} from "./sandbox/options.ts";
import type { Outcome } from "./sandbox/outcome.ts";
import { batchLimit } from "./sandbox/pipeline/flow_window.ts";
import { openMap } from "./sandbox/pipeline/open_map.ts";
import { pipe, type Piping } from "./sandbox/pipeline/pipe.ts";
import { RunBatcher } from "./sandbox/pipeline/run_batcher.ts";
import { heapLimits } from "./sandbox/worker/threads/starter.ts";
import { SpareThreads } from "./sandbox/worker/threads/spare_threads.ts";

export type { Job } from "./sandbox/job/job.ts";
export type { JobNeed } from "./sandbox/job/names/job_names.ts";
export { chooseJob, type ChooseOptions } from "./sandbox/job/choose_job.ts";
export type { ParseJobOptions } from "./sandbox/job/parse_job.ts";
export type {
  JobLog,
  MapOptions,
  PipeOptions,
  PreparedWorker,
  RunBatchOptions,
  RunOptions,
  SandboxOptions,
  SandboxStats,
} from "./sandbox/options.ts";
export type { Outcome } from "./sandbox/outcome.ts";
export type { BatchResult, Failure } from "./sandbox/result.ts";
export type { Numbers } from "./sandbox/exact_numbers.ts";
export { ENDOWMENTS } from "./sandbox/protocol.ts";
export type {
  Emit,
  Endowment,
  InputFormat,
  Isolation,
  LogLevel,
  OutputFormat,
  TableColumns,
} from "./sandbox/protocol.ts";
export { batchLimit, parseJob };

/**
 * Runs a job, the text of a function that somebody else wrote, on items, in workers
 * that hold no permission and no reference to this program.
 *
 * - The job sees one item, as JSON, and gives one result, as JSON.
 * - It has no file, network, environment, clock, randomness, import or memory of
 *   other items.
 * - Each item has a deadline; an item that overruns it fails, the others go on.
 * - Workers are started when they are needed, and replaced when they die.
 *
 * @example Run a function over an item
 * ```ts
 * import { Sandbox } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * await using sandbox = new Sandbox("order => order.price * order.amount");
 * assertEquals(await sandbox.run({ price: 5, amount: 3 }), 15);
 * ```
 */
export class Sandbox implements AsyncDisposable {
  readonly #text: string | Job;
  readonly #dispatcher: Dispatcher;
  readonly #pipes = new Set<Piping>();
  readonly #runs: RunBatcher;
  readonly #limits: Limits;
  readonly #watch: Watch | undefined;
  /** Resolves when the workers have their job; undefined before that was wanted. */
  #job: Promise<void> | undefined;
  #calls: OpenCalls | undefined;

  /**
   * Creates a sandbox; no worker is started before there is something to run.
   *
   * @param job The job's text, or what {@linkcode parseJob} made of it.
   * @param options The limits, and how many workers there may be.
   * @throws {RangeError} If a limit makes no sense.
   */
  constructor(job: string | Job, options: SandboxOptions = {}) {
    if (typeof job !== "string" && !(job instanceof Job)) {
      throw new TypeError(
        "Cannot make a sandbox: give a text, or what parseJob made",
      );
    }
    this.#text = job;
    this.#limits = resolveLimits(options);
    this.#dispatcher = openDispatcher(this.#limits);
    const dispatcher = this.#dispatcher;
    this.#runs = new RunBatcher((...run) => dispatcher.submit(...run));
    const { signal } = options;
    const interrupt = () => this.close(signal?.reason);
    if (signal?.aborted) interrupt();
    else this.#watch = watch({ interrupt }, { signal });
  }

  /**
   * Starts a worker that waits for a job, so that the first sandbox need not wait half a
   * second for one. Call it early; it does not keep the process alive, and a sandbox made
   * with `unprivileged` does not need it.
   *
   * @example The first answer within milliseconds
   * ```ts
   * import { Sandbox } from "@sluice/sluice";
   * import { assertEquals } from "@std/assert";
   *
   * Sandbox.warm();
   * await using sandbox = new Sandbox("n => n + 1");
   * assertEquals(await sandbox.run(1), 2);
   * ```
   *
   * @param options The memory that sandboxes will be given.
   * @throws {RangeError} If the memory makes no sense.
   */
  static warm({ memory }: Pick<SandboxOptions, "memory"> = {}): void {
    SpareThreads.fill(heapLimits(resolveLimits({ memory }).memory));
  }

  /** Most workers at the same time. */
  get workers(): number {
    return this.#limits.workers;
  }

  /** What the sandbox has done so far. */
  get stats(): SandboxStats {
    const { fleet, retried, spared, waiting, running } = this.#dispatcher;
    let unwritten = 0;
    for (const piping of this.#pipes) unwritten += piping.unwritten;
    return Object.freeze({
      workers: fleet.workers.size,
      replaced: fleet.replaced,
      retried,
      spared,
      waiting,
      running: running.items,
      unwritten,
      ...this.#dispatcher.times,
    });
  }

  /**
   * Starts a worker and loads the job in it.
   *
   * Resolves when the job is loaded; there is no need to call it before `run`.
   *
   * @throws {JobError} If the job's text is no job.
   * @throws {SandboxError} If the job cannot be loaded.
   */
  async load(): Promise<void> {
    await this.#loadJob();
    await this.#dispatcher.load();
  }

  /**
   * Runs the job on one item.
   *
   * Resolves to the job's result, or undefined. If it rejects with an
   * {@linkcode ItemError}, this item has no result, and others are not affected.
   *
   * Items that are run in the same turn of the event loop travel together: one alone costs
   * about 0.1 ms, each of a thousand a tenth of that; `map` costs a hundredth.
   *
   * @param item Anything that JSON can hold; the job gets a copy.
   * @param options How to wait.
   * @throws {ItemError} If the job gave no result for this item.
   * @throws {JobError} If the job's text is no job.
   * @throws {SandboxError} If the sandbox cannot run anything.
   * @throws The reason of a signal that aborts, or was already aborted.
   */
  async run(item: unknown, options: RunOptions = {}): Promise<unknown> {
    const { timeout, signal } = options;
    signal?.throwIfAborted();
    if (timeout !== undefined) checkDuration("timeout", timeout);
    await this.#loadJob();
    return await this.#runs.run(item, options);
  }

  /**
   * Runs the job on many items, and gives their outcomes as an async iterable.
   *
   * An item that fails is an outcome like others. Items are taken from `items` as
   * they are needed: at most some thousands ahead of what was read here.
   *
   * @param items Anything that JSON can hold, each.
   * @param options Their order.
   * @returns The outcomes; stop reading, and the rest is not run.
   */
  map(
    items: Iterable<unknown> | AsyncIterable<unknown>,
    options: MapOptions = {},
  ): AsyncIterableIterator<Outcome> {
    const batches = (...how: Parameters<Sandbox["pipe"]>) => this.pipe(...how);
    return openMap(batches, items, options);
  }

  /**
   * Runs the job on a batch of items that are still bytes; the cheapest way for many.
   *
   * Resolves when every item has had its outcome. If it rejects, `onResult` was
   * called for some of the items only, and is not called again.
   *
   * @param batch The items.
   * @param options What the bytes are, and where outcomes go.
   * @throws {JobError} If the job's text is no job.
   * @throws {SandboxError} If the sandbox cannot run anything.
   * @throws The reason of a signal that aborts, or was already aborted.
   */
  async runBatch(batch: Batch, options: RunBatchOptions): Promise<void> {
    const { timeout, signal } = options;
    signal?.throwIfAborted();
    if (timeout !== undefined) checkDuration("timeout", timeout);
    await this.#loadJob();
    await this.#dispatcher.submit(batch, options).done;
  }

  /**
   * Takes batches from a source through the workers to a sink, in bounded memory.
   *
   * Resolves when every item has an outcome and the sink has taken them all. The
   * source is asked for a batch only while there is room for it.
   *
   * @param source The batches, in order.
   * @param options What the bytes are, and where outcomes go.
   * @throws What the source or the sink threw.
   * @throws {JobError} If the job's text is no job.
   * @throws {SandboxError} If the sandbox cannot run anything.
   */
  async pipe(
    source: AsyncIterable<Batch> | Iterable<Batch>,
    options: PipeOptions,
  ): Promise<void> {
    await this.#loadJob();
    const piping = pipe(this.#dispatcher, source, options);
    this.#pipes.add(piping);
    await piping.done.finally(() => this.#pipes.delete(piping));
  }

  /**
   * Gives the TypeScript declarations of what the job gets: for its author, a person or a
   * model.
   *
   * @returns The text of a declaration file.
   */
  describe(): string {
    return describeContext(this.#limits.context);
  }

  /**
   * Ends every worker; what has no outcome yet is rejected with `reason`.
   *
   * @param reason Rejects what has no outcome yet; a `SandboxError` by default.
   */
  close(
    reason: unknown = new SandboxError("closed", "the sandbox is closed"),
  ): void {
    this.#watch?.stop();
    this.#dispatcher.close(reason);
    this.#limits.prepared?.[Symbol.dispose]();
  }

  /** Ends every worker. */
  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  /** Gives the workers their job, once. */
  async #loadJob(): Promise<void> {
    this.#calls?.refuseReentry();
    await (this.#job ??= this.#parse());
  }

  async #parse(): Promise<void> {
    this.#calls = await giveJob(this.#text, {
      dispatcher: this.#dispatcher,
      limits: this.#limits,
    });
  }
}
