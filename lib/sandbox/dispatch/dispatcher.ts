import { type FailureKind, SandboxError } from "../../errors.ts";
import { splitBatch } from "../../framing/batch.ts";
import type { Submission } from "./submission.ts";
import { blame } from "./fault_isolation.ts";
import type { BatchReply } from "../protocol.ts";
import { type GuestOptions, GuestThread } from "../worker/guest_port.ts";
import { deliverReply } from "./deliver_reply.ts";
import type { JobLog } from "../options.ts";
import { demandOf, DEPTH, isWantedNow, isWantedSoon } from "./scaling.ts";
import { BatchSizer } from "./batch_sizer.ts";
import { type Chunk, mayStart } from "./chunk.ts";
import { ChunkQueue } from "./chunk_queue.ts";
import type { PreparedWorker } from "../worker/prepared_worker.ts";
import { KillTest } from "../worker/kill_test.ts";
import { CrashBackoff } from "./crash_backoff.ts";
import type { Death, ThreadStarter } from "../worker/starter.ts";
import { Watchdog } from "../worker/watchdog.ts";
import { GuestWorker, type WorkerListener } from "../worker/worker.ts";

/** What a dispatcher needs to start its workers. */
export interface DispatcherOptions extends GuestOptions {
  readonly starter: ThreadStarter;
  /** A worker that is on its way. */
  readonly prepared?: PreparedWorker | undefined;
  /** Text of the arrow function that gives the job function. */
  readonly factory: string;
  /** Heap of each worker, in bytes. */
  readonly memory: number;
  /** Called with each line that the job writes to its console. */
  readonly onLog: ((line: JobLog) => void) | undefined;
  /** How many workers there may be at the same time. */
  readonly workers: number;
  /** Longest time a job may take to load, in milliseconds. */
  readonly loadTimeout: number;
}

/** Why a worker ended. */
interface Cause {
  readonly kind: FailureKind;
  readonly message: string;
}

/** How many chunks a worker holds while another is started, which blocks this thread. */
const STOCK = 12;

/** A worker that is on one item for longer gets no second chunk, in milliseconds. */
const LONG_ITEM_MS = 25;

/**
 * Gives chunks to workers: starts them when they are needed, and replaces those that
 * die.
 */
export class Dispatcher implements WorkerListener {
  readonly queue = new ChunkQueue();
  readonly sizer = new BatchSizer();
  readonly workers = new Set<GuestWorker>();
  /** How many workers had to be replaced. */
  replaced = 0;
  /** How many times an item was tried again after it had failed. */
  retried = 0;
  #failure: unknown;
  #closed = false;
  #isLoadWanted = false;
  /** Whether workers are given more, because another is about to be started. */
  #isStockingUp = false;
  #isLoaded = false;
  readonly #runs = new Set<Submission>();
  readonly #loaded = Promise.withResolvers<void>();
  readonly #backoff = new CrashBackoff();
  readonly #options: DispatcherOptions;
  readonly #watchdog: Watchdog;
  #killTest: KillTest | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog(this, options.loadTimeout);
    this.#loaded.promise.catch(() => {});
  }

  /** Resolves when a worker has loaded the job; starts one if there is none. */
  load(): Promise<void> {
    if (this.#closed) return Promise.reject(this.#failure);
    this.#isLoadWanted = true;
    this.schedule();
    return this.#loaded.promise;
  }

  /** Takes on a run; its outcomes come by its own callback. */
  add(run: Submission, chunk: Chunk): void {
    if (this.#closed) return run.fail(this.#failure);
    this.#runs.add(run);
    const forget = () => {
      this.#runs.delete(run);
      this.queue.drop(run);
    };
    run.done.then(forget, forget);
    this.queue.insert(chunk);
    this.schedule();
  }

  /** Gives out as much as the workers can take. */
  schedule(): void {
    while (this.queue.peek(mayStart) !== undefined) {
      const worker = this.#freeWorker();
      if (worker === undefined) break;
      this.#giveNext(worker);
    }
    if (this.#isWorkerWanted()) this.#startWorker();
  }

  /** Starts one more worker if there may be one. */
  grow(): void {
    if (this.#hasPlace) this.#startWorker();
  }

  /** Starts one more worker if those there are cannot keep up. */
  keepUp(): void {
    const isWanted = this.#hasPlace && isWantedSoon(demandOf(this));
    const needsStock = this.sizer.isQuick && !this.#isStockingUp;
    this.#isStockingUp = isWanted && needsStock;
    if (this.#isStockingUp) this.schedule();
    else if (isWanted) this.#startWorker();
  }

  /** Lets others have what waits behind the item a worker is on. */
  takeBack(worker: GuestWorker): void {
    if (this.#options.workers === 1) return;
    const chunks = worker.takeBack();
    for (const chunk of chunks) this.#putBack(chunk);
    if (chunks.length > 0) this.schedule();
  }

  /** Ends a worker that is stuck, and blames the item it was last seen on. */
  stop(worker: GuestWorker, cause: Cause): void {
    // Not the item it is on now: one that finished just in time blames no other.
    const item = worker.seenItem;
    worker.kill();
    this.#killTest?.begin();
    this.#bury(worker, cause, item);
  }

  /** Ends every worker; what has no outcome yet is rejected with `reason`. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = reason;
    this.#watchdog.stop();
    this.#killTest?.stop();
    this.#backoff.stop();
    for (const worker of this.workers) worker.kill();
    this.workers.clear();
    this.#options.starter.close();
    for (const run of this.#runs) run.fail(reason);
    this.#loaded.reject(reason);
  }

  onReady(_worker: GuestWorker): void {
    this.#isLoaded = true;
    this.#loaded.resolve();
    this.#killTest ??= new KillTest({
      starter: this.#options.starter,
      onFailure: (why) => this.close(new SandboxError("unsafe", why)),
    });
    this.schedule();
  }

  onUnusable(
    _worker: GuestWorker,
    kind: "load" | "unsafe",
    why: string,
  ): void {
    this.close(new SandboxError(kind, why));
  }

  onReply(chunk: Chunk, reply: BatchReply): void {
    this.#backoff.finished();
    this.sizer.learn(reply.done, reply.elapsedMs);
    const { retries, rest } = deliverReply(chunk, reply);
    for (const retry of retries) this.#retry(retry);
    if (rest !== undefined) this.#putBack(rest);
    this.schedule();
    const isIdle = [...this.workers].every(({ load }) => load === 0);
    if (isIdle) this.#killTest?.lull();
  }

  onDeath(worker: GuestWorker, death: Death): void {
    this.#bury(worker, death, worker.item);
  }

  #freeWorker(): GuestWorker | undefined {
    const depth = !this.sizer.isQuick ? 1 : this.#isStockingUp ? STOCK : DEPTH;
    const now = performance.now();
    let free: GuestWorker | undefined;
    for (const worker of this.workers) {
      if (!worker.isReady || worker.load >= depth) continue;
      if (worker.load > 0 && now - worker.lastProgress > LONG_ITEM_MS) continue;
      if (free === undefined || worker.load < free.load) free = worker;
    }
    return free;
  }

  #giveNext(worker: GuestWorker): void {
    const chunk = this.queue.take(mayStart);
    if (chunk === undefined) return;
    const limit = chunk.alone ? 1 : this.sizer.part(chunk.batch.count);
    const [batch, rest] = splitBatch(chunk.batch, limit);
    if (rest !== undefined) this.queue.insert({ ...chunk, batch: rest });
    worker.send({ ...chunk, batch });
    chunk.run.begin(batch);
    this.#watchdog.start();
  }

  get #hasPlace(): boolean {
    return this.workers.size < this.#options.workers;
  }

  #isWorkerWanted(): boolean {
    if (!this.#hasPlace) return false;
    const demand = demandOf(this);
    if (demand.workers > 0) return isWantedNow(demand);
    return demand.chunks > 0 || this.#isLoadWanted && !this.#isLoaded;
  }

  #startWorker(): void {
    if (this.#closed || this.#backoff.isResting) return;
    const { prepared, starter } = this.#options;
    const thread = prepared?.take(this.#options) ??
      new GuestThread(starter, this.#options);
    this.workers.add(new GuestWorker(thread, this.#options, this));
    this.#watchdog.start();
  }

  #bury(worker: GuestWorker, cause: Cause, item: number | undefined): void {
    if (!this.workers.delete(worker)) return;
    this.replaced++;
    if (!worker.isReady) return this.#endStart(cause);
    const { current, held, overlapped, liveness } = worker;
    const waiting = held.filter((chunk) => chunk !== current);
    for (const chunk of waiting) this.#putBack(chunk);
    if (current === undefined) return this.#restFrom(cause);
    const isWanted = held.includes(current) && !current.run.isOver;
    if (!isWanted) return this.schedule();
    // If it answered, nothing is running that an earlier item left behind.
    const isMixed = overlapped && !liveness.isAnswered;
    const ending = { ...cause, item, overlapped: isMixed };
    const { again, retry, isProgress } = blame(current, ending);
    for (const chunk of again) this.#putBack(chunk);
    if (retry !== undefined) this.#retry(retry);
    if (!isProgress) return this.#restFrom(cause);
    if (this.#backoff.killed()) return this.#despair(cause);
    this.schedule();
  }

  /** A worker ended before the job was loaded. */
  #endStart(cause: Cause): void {
    if (this.#isLoaded || cause.kind === "crash") return this.#restFrom(cause);
    const why = `the job was not loaded: ${cause.message}`;
    this.close(new SandboxError("load", why));
  }

  /** Waits before the next worker is started, or gives up. */
  #restFrom(cause: Cause): void {
    if (this.#backoff.failed() && this.workers.size === 0) {
      return this.#despair(cause);
    }
    this.#backoff.rest(() => this.schedule());
    this.schedule();
  }

  #despair({ message }: Cause): void {
    const why = `no worker lives long enough to finish an item: ${message}`;
    this.close(new SandboxError("crew", why));
  }

  #retry(chunk: Chunk): void {
    if (chunk.run.isOver) return;
    this.retried++;
    this.queue.insert(chunk);
  }

  #putBack(chunk: Chunk): void {
    if (!chunk.run.isOver) this.queue.insert(chunk);
  }
}
