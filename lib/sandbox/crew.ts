import { type FailureKind, SandboxError } from "../errors.ts";
import { splitBatch } from "../stream/batch.ts";
import type { BatchRun } from "./batch_run.ts";
import { blame } from "./blame.ts";
import type { BatchReply } from "./guest/protocol.ts";
import { type GuestOptions, GuestThread } from "./guest_thread.ts";
import { deliverReply } from "./outcomes.ts";
import type { JobLog } from "./options.ts";
import { demandOf, DEPTH, isWantedNow, isWantedSoon } from "./growth.ts";
import { Pace } from "./pace.ts";
import { mayStart, type Piece } from "./piece.ts";
import { PieceQueue } from "./piece_queue.ts";
import type { PreparedWorker } from "./prepare.ts";
import { SelfTest } from "./self_test.ts";
import { Setbacks } from "./setbacks.ts";
import type { Death, ThreadStarter } from "./thread.ts";
import { Watchdog } from "./watchdog.ts";
import { WorkerHandle, type WorkerListener } from "./worker_handle.ts";

/** What a crew needs to start its workers. */
export interface CrewOptions extends GuestOptions {
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

/** How many pieces a worker holds while another is started, which blocks this thread. */
const STOCK = 12;

/** A worker that is on one item for longer gets no second piece, in milliseconds. */
const LONG_ITEM_MS = 25;

/**
 * Gives pieces to workers: starts them when they are needed, and replaces those that
 * die.
 */
export class Crew implements WorkerListener {
  readonly queue = new PieceQueue();
  readonly pace = new Pace();
  readonly workers = new Set<WorkerHandle>();
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
  readonly #runs = new Set<BatchRun>();
  readonly #loaded = Promise.withResolvers<void>();
  readonly #setbacks = new Setbacks();
  readonly #options: CrewOptions;
  readonly #watchdog: Watchdog;
  #selfTest: SelfTest | undefined;

  constructor(options: CrewOptions) {
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
  add(run: BatchRun, piece: Piece): void {
    if (this.#closed) return run.fail(this.#failure);
    this.#runs.add(run);
    const forget = () => {
      this.#runs.delete(run);
      this.queue.drop(run);
    };
    run.done.then(forget, forget);
    this.queue.insert(piece);
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
    const needsStock = this.pace.isQuick && !this.#isStockingUp;
    this.#isStockingUp = isWanted && needsStock;
    if (this.#isStockingUp) this.schedule();
    else if (isWanted) this.#startWorker();
  }

  /** Lets others have what waits behind the item a worker is on. */
  takeBack(worker: WorkerHandle): void {
    if (this.#options.workers === 1) return;
    const pieces = worker.takeBack();
    for (const piece of pieces) this.#putBack(piece);
    if (pieces.length > 0) this.schedule();
  }

  /** Ends a worker that is stuck, and blames the item it was last seen on. */
  stop(worker: WorkerHandle, cause: Cause): void {
    // Not the item it is on now: one that finished just in time blames no other.
    const item = worker.seenItem;
    worker.kill();
    this.#selfTest?.begin();
    this.#bury(worker, cause, item);
  }

  /** Ends every worker; what has no outcome yet is rejected with `reason`. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = reason;
    this.#watchdog.stop();
    this.#selfTest?.stop();
    this.#setbacks.stop();
    for (const worker of this.workers) worker.kill();
    this.workers.clear();
    this.#options.starter.close();
    for (const run of this.#runs) run.fail(reason);
    this.#loaded.reject(reason);
  }

  onReady(_worker: WorkerHandle): void {
    this.#isLoaded = true;
    this.#loaded.resolve();
    this.#selfTest ??= new SelfTest({
      starter: this.#options.starter,
      onFailure: (why) => this.close(new SandboxError("unsafe", why)),
    });
    this.schedule();
  }

  onUnusable(
    _worker: WorkerHandle,
    kind: "load" | "unsafe",
    why: string,
  ): void {
    this.close(new SandboxError(kind, why));
  }

  onReply(piece: Piece, reply: BatchReply): void {
    this.#setbacks.finished();
    this.pace.learn(reply.done, reply.elapsedMs);
    const { retries, rest } = deliverReply(piece, reply);
    for (const retry of retries) this.#retry(retry);
    if (rest !== undefined) this.#putBack(rest);
    this.schedule();
    const isIdle = [...this.workers].every(({ load }) => load === 0);
    if (isIdle) this.#selfTest?.lull();
  }

  onDeath(worker: WorkerHandle, death: Death): void {
    this.#bury(worker, death, worker.item);
  }

  #freeWorker(): WorkerHandle | undefined {
    const depth = !this.pace.isQuick ? 1 : this.#isStockingUp ? STOCK : DEPTH;
    const now = performance.now();
    let free: WorkerHandle | undefined;
    for (const worker of this.workers) {
      if (!worker.isReady || worker.load >= depth) continue;
      if (worker.load > 0 && now - worker.lastProgress > LONG_ITEM_MS) continue;
      if (free === undefined || worker.load < free.load) free = worker;
    }
    return free;
  }

  #giveNext(worker: WorkerHandle): void {
    const piece = this.queue.take(mayStart);
    if (piece === undefined) return;
    const limit = piece.alone ? 1 : this.pace.part(piece.batch.count);
    const [batch, rest] = splitBatch(piece.batch, limit);
    if (rest !== undefined) this.queue.insert({ ...piece, batch: rest });
    worker.send({ ...piece, batch });
    piece.run.begin(batch);
    this.#watchdog.start();
  }

  get #hasPlace(): boolean {
    return this.workers.size < this.#options.workers;
  }

  #isWorkerWanted(): boolean {
    if (!this.#hasPlace) return false;
    const demand = demandOf(this);
    if (demand.workers > 0) return isWantedNow(demand);
    return demand.pieces > 0 || this.#isLoadWanted && !this.#isLoaded;
  }

  #startWorker(): void {
    if (this.#closed || this.#setbacks.isResting) return;
    const { prepared, starter } = this.#options;
    const thread = prepared?.take(this.#options) ??
      new GuestThread(starter, this.#options);
    this.workers.add(new WorkerHandle(thread, this.#options, this));
    this.#watchdog.start();
  }

  #bury(worker: WorkerHandle, cause: Cause, item: number | undefined): void {
    if (!this.workers.delete(worker)) return;
    this.replaced++;
    if (!worker.isReady) return this.#endStart(cause);
    const { current, held, overlapped, pulse } = worker;
    const waiting = held.filter((piece) => piece !== current);
    for (const piece of waiting) this.#putBack(piece);
    if (current === undefined) return this.#restFrom(cause);
    const isWanted = held.includes(current) && !current.run.isOver;
    if (!isWanted) return this.schedule();
    // If it answered, nothing is running that an earlier item left behind.
    const isMixed = overlapped && !pulse.isAnswered;
    const ending = { ...cause, item, overlapped: isMixed };
    const { again, retry, isProgress } = blame(current, ending);
    for (const piece of again) this.#putBack(piece);
    if (retry !== undefined) this.#retry(retry);
    if (!isProgress) return this.#restFrom(cause);
    if (this.#setbacks.killed()) return this.#despair(cause);
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
    if (this.#setbacks.failed() && this.workers.size === 0) {
      return this.#despair(cause);
    }
    this.#setbacks.rest(() => this.schedule());
    this.schedule();
  }

  #despair({ message }: Cause): void {
    const why = `no worker lives long enough to finish an item: ${message}`;
    this.close(new SandboxError("crew", why));
  }

  #retry(piece: Piece): void {
    if (piece.run.isOver) return;
    this.retried++;
    this.queue.insert(piece);
  }

  #putBack(piece: Piece): void {
    if (!piece.run.isOver) this.queue.insert(piece);
  }
}
