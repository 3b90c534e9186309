/**
 * The workers of a sandbox: starting, replacing and ending them.
 *
 * Invariants: there are at most `options.workers` workers; a worker that is not in
 * `workers` has ended; once closed, there is none and none is started; `load` settles as
 * soon as a worker has loaded the job or none ever will.
 *
 * @module
 */

import { type JobLocation, SandboxError } from "../../errors.ts";
import { invariant, invariants } from "../../internal/invariant.ts";
import type { Chunk } from "../chunk.ts";
import type { JobLog, PreparedWorker } from "../options.ts";
import type { JobContext } from "../context_protocol.ts";
import type { BatchReply, Frames } from "../protocol.ts";
import { type GuestOptions, GuestThread } from "../worker/guest_port.ts";
import { takePrepared } from "../worker/prepared_worker.ts";
import type { Death, ThreadStarter } from "../worker/threads/starter.ts";
import { TerminationCheck } from "../worker/threads/termination_check.ts";
import type { Cause } from "../worker/watchdog.ts";
import { GuestWorker, type WorkerListener } from "../worker/worker.ts";
import type { Unusable } from "../worker/worker_setup.ts";
import { CrashBackoff } from "./crash_backoff.ts";
import { TraceMemo } from "./trace_memo.ts";

/** What workers are started with. */
export interface FleetOptions extends GuestOptions {
  readonly starter: ThreadStarter;
  /** A worker that is on its way. */
  readonly prepared?: PreparedWorker | undefined;
  /** Heap of each worker, in bytes. */
  readonly memory: number;
  /** Called with each line that the job writes to its console. */
  readonly onLog: ((line: JobLog) => void) | undefined;
  /** How many workers there may be at the same time. */
  readonly workers: number;
  /** The clock by which workers are judged, in milliseconds. */
  readonly now?: (() => number) | undefined;
}

/** What workers run. */
export interface LoadedJob {
  /** The text of a function that returns the job's. */
  readonly factory: string;
  /** Whether it takes what it calls: see {@linkcode Job.takesTools}. */
  readonly takesTools: boolean;
  /** A second text for items that fail by reading a property of nothing. */
  readonly quick?: string | undefined;
  /** Finds the places in the job's own text that frames in `factory` come from. */
  trace(frames: Frames): readonly JobLocation[];
  /** What it gets beside its items. */
  readonly context: JobContext;
}

/** The user of the workers: the dispatcher. */
export interface FleetListener {
  /** A worker can take a chunk, or one may be started. */
  onFree(): void;
  /** A worker is done with a chunk. */
  onReply(chunk: Chunk, reply: BatchReply): void;
  /** A worker is done with a chunk that is to be run again. */
  onLoss(chunk: Chunk): void;
  /** A worker that had loaded the job ended; what it held is to be run again. */
  onEnd(worker: GuestWorker, cause: Cause): void;
  /** A worker was started. */
  onStart(): void;
  /** Nothing can be run any more. */
  onFailure(reason: unknown): void;
}

/** Starts workers, replaces those that end, and gives up when none lives. */
export class Fleet implements WorkerListener {
  readonly workers: Set<GuestWorker> = new Set<GuestWorker>();
  readonly backoff = new CrashBackoff();
  /** How many workers ended before they were not needed any more. */
  replaced = 0;
  /** The places of failures in the job's own text. */
  readonly places: TraceMemo = new TraceMemo(this);
  /** Whether a worker has ever loaded the job. */
  isLoaded = false;
  #isClosed = false;
  #job: LoadedJob | undefined;
  #check: TerminationCheck | undefined;
  readonly #loaded = Promise.withResolvers<void>();
  readonly #options: FleetOptions;
  readonly #listener: FleetListener;

  constructor(options: FleetOptions, listener: FleetListener) {
    this.#options = options;
    this.#listener = listener;
    this.#loaded.promise.catch(() => {});
  }

  /** Resolves when a worker has loaded the job. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  /** Whether there may be one more worker. */
  get hasPlace(): boolean {
    return this.workers.size < this.#options.workers;
  }

  /** Whether no worker holds anything. */
  get isIdle(): boolean {
    return [...this.workers].every(({ depth }) => depth === 0);
  }

  /** Gives every worker its job. */
  setJob(job: LoadedJob): void {
    this.#job = job;
    for (const worker of this.workers) this.#load(worker);
  }

  /** Finds the places in the job's own text that frames in its factory come from. */
  trace(frames: Frames): readonly JobLocation[] {
    const places = this.#job?.trace(frames) ?? [];
    return this.#options.realm.trace ? places : places.slice(0, 1);
  }

  /** Starts one more worker if there may be one; it waits for its job. */
  start(): void {
    if (this.#isClosed || !this.hasPlace || this.backoff.isWaiting) return;
    const { prepared, starter } = this.#options;
    const thread = takePrepared(prepared, this.#options) ??
      new GuestThread(starter, this.#options);
    const { now = () => performance.now() } = this.#options;
    const worker = new GuestWorker(thread, { ...this.#options, now }, this);
    this.workers.add(worker);
    worker.listen();
    this.#load(worker);
    this.#listener.onStart();
    if (invariants.checked) this.#checkSize();
  }

  #load(worker: GuestWorker): void {
    if (this.#job === undefined) return;
    const { factory, takesTools, quick, context } = this.#job;
    worker.load({ load: factory, takesTools, quick, context });
  }

  /** Ends a worker that is stuck. */
  stop(worker: GuestWorker, cause: Cause): void {
    worker.kill();
    this.#check?.begin();
    this.#end(worker, cause);
  }

  /** Ends a worker that holds nothing, so that another can be started. */
  retire(worker: GuestWorker): void {
    if (!this.workers.delete(worker)) return;
    this.replaced++;
    worker.kill();
  }

  /** Looks whether it is time to prove that workers can be ended. */
  checkTermination(): void {
    if (this.isIdle) this.#check?.idle();
    else this.#check?.look();
  }

  /** Ends every worker. */
  close(reason: unknown): void {
    this.#isClosed = true;
    this.#check?.stop();
    this.backoff.stop();
    for (const worker of this.workers) worker.kill();
    this.workers.clear();
    this.#options.starter.close();
    this.#loaded.reject(reason);
  }

  /** Waits before the next worker is started, or gives up. */
  backOff({ message }: Cause): void {
    if (this.backoff.failed() && this.workers.size === 0) {
      return this.giveUp(message);
    }
    this.backoff.wait(() => this.#listener.onFree());
    this.#listener.onFree();
  }

  /** Ends everything, since no worker lives. */
  giveUp(message: string): void {
    const why = `no worker lives long enough to finish an item: ${message}`;
    this.#listener.onFailure(new SandboxError("workers", why));
  }

  onReady(_worker: GuestWorker): void {
    this.isLoaded = true;
    this.#loaded.resolve();
    this.#check ??= new TerminationCheck({
      starter: this.#options.starter,
      onFailure: (why) =>
        this.#listener.onFailure(new SandboxError("unsafe", why)),
    });
    this.#listener.onFree();
  }

  onUnusable(_worker: GuestWorker, why: Unusable): void {
    const { kind, message, frames } = why;
    const [place] = this.trace(frames);
    this.#listener.onFailure(new SandboxError(kind, message, place));
  }

  onReply(chunk: Chunk, reply: BatchReply): void {
    this.backoff.finished();
    this.#listener.onReply(chunk, reply);
  }

  onLoss(chunk: Chunk): void {
    this.#listener.onLoss(chunk);
  }

  onDeath(worker: GuestWorker, death: Death): void {
    this.#end(worker, death);
  }

  #end(worker: GuestWorker, cause: Cause): void {
    if (!this.workers.delete(worker)) return;
    this.replaced++;
    if (worker.isReady) return this.#listener.onEnd(worker, cause);
    if (this.isLoaded || cause.kind === "crash") return this.backOff(cause);
    const why = `the job was not loaded: ${cause.message}`;
    this.#listener.onFailure(new SandboxError("load", why));
  }

  #checkSize(): void {
    const { size } = this.workers;
    invariant(size <= this.#options.workers, "no worker is one too many");
  }
}
