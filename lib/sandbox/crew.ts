import { type FailureKind, SandboxError } from "../errors.ts";
import { splitBatch } from "../stream/batch.ts";
import type { BatchRun } from "./batch_run.ts";
import type { BatchReply } from "./guest/protocol.ts";
import { Pace } from "./pace.ts";
import { type Piece, PieceQueue } from "./piece_queue.ts";
import { deliverReply, divideAtFailure } from "./outcomes.ts";
import type { Death, ThreadStarter } from "./thread.ts";
import { Watchdog } from "./watchdog.ts";
import { WorkerHandle, type WorkerListener } from "./worker_handle.ts";

/** What a crew needs to start its workers. */
export interface CrewOptions {
  readonly starter: ThreadStarter;
  /** Text of the arrow function that gives the job function. */
  readonly factory: string;
  readonly resultLimit: number;
  /** How many workers there may be at the same time. */
  readonly workers: number;
  /** Longest time a job may take to load, in milliseconds. */
  readonly loadTimeout: number;
}

/** Work that would take longer than this is worth another worker, in milliseconds. */
const WORTH_A_WORKER_MS = 40;

/** So many deaths in a row without one outcome mean that no worker will live. */
const DEATHS_ALLOWED = 5;

/**
 * Gives pieces to workers: starts them when they are needed, replaces those that die,
 * and finds the item that is to blame.
 */
export class Crew implements WorkerListener {
  readonly queue = new PieceQueue();
  readonly pace = new Pace();
  readonly workers = new Set<WorkerHandle>();
  /** How many workers had to be replaced. */
  replaced = 0;
  /** How many times an item was tried again after it had failed. */
  retried = 0;
  #deathsInARow = 0;
  #failure: unknown;
  #room: PromiseWithResolvers<void> | undefined;
  #closed = false;
  readonly #runs = new Set<BatchRun>();
  readonly #loaded = Promise.withResolvers<void>();
  readonly #options: CrewOptions;
  readonly #watchdog: Watchdog;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog(this, options.loadTimeout);
    this.#loaded.promise.catch(() => {});
  }

  /** Resolves when a worker has loaded the job; starts one if there is none. */
  load(): Promise<void> {
    if (this.workers.size === 0 && !this.#closed) this.#startWorker();
    return this.#loaded.promise;
  }

  /** Takes on a run; its outcomes come by its own callback. */
  add(run: BatchRun, piece: Piece): void {
    if (this.#closed) return run.fail(this.#failure);
    this.#runs.add(run);
    const forget = () => void this.#runs.delete(run);
    run.done.then(forget, forget);
    this.queue.insert(piece);
    this.schedule();
  }

  /** Drops what was not begun of a run, and rejects it with `reason`. */
  cancel(run: BatchRun, reason: unknown): void {
    this.queue.drop(run);
    run.fail(reason);
    this.schedule();
  }

  /** Gives out as much as the workers can take. */
  schedule(): void {
    for (;;) {
      const piece = this.queue.peek();
      if (piece === undefined) return this.#announceRoom();
      if (!mayStart(piece)) return;
      const worker = this.#freeWorker();
      if (worker === undefined) break;
      this.#giveNext(worker);
    }
    if (this.#isWorthAWorker()) this.#startWorker();
  }

  /** Resolves when nothing waits for a worker, or nothing ever will. */
  room(): Promise<void> {
    if (this.queue.size === 0 || this.#closed) return Promise.resolve();
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  /** Starts one more worker if there may be one. */
  grow(): void {
    if (this.workers.size < this.#options.workers) this.#startWorker();
  }

  /** Ends a worker that is stuck, and blames `kind` on the item it is on. */
  stop(worker: WorkerHandle, kind: FailureKind, message: string): void {
    worker.kill();
    this.#bury(worker, kind, message);
  }

  /** Ends every worker; what has no outcome yet is rejected with `reason`. */
  close(reason: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failure = reason;
    this.#watchdog.stop();
    for (const worker of this.workers) worker.kill();
    this.workers.clear();
    this.#options.starter.close();
    for (const run of [...this.#runs]) this.cancel(run, reason);
    this.#loaded.reject(reason);
    this.#announceRoom();
  }

  onReady(_worker: WorkerHandle): void {
    this.#loaded.resolve();
    this.schedule();
  }

  onUnusable(
    _worker: WorkerHandle,
    kind: "load" | "unsafe",
    why: string,
  ): void {
    this.close(new SandboxError(kind, why));
  }

  onReply(worker: WorkerHandle, piece: Piece, reply: BatchReply): void {
    this.#deathsInARow = 0;
    this.pace.learn(reply.done, performance.now() - worker.batchStart);
    const again = deliverReply(piece, reply);
    for (const part of again.retries) this.#retry(part);
    if (again.rest !== undefined) this.queue.insert(again.rest);
    this.schedule();
  }

  onDeath(worker: WorkerHandle, death: Death): void {
    this.#bury(worker, death.kind, death.message);
  }

  #announceRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  #freeWorker(): WorkerHandle | undefined {
    const depth = this.pace.isQuick ? 2 : 1;
    let free: WorkerHandle | undefined;
    for (const worker of this.workers) {
      if (!worker.isReady || worker.load >= depth) continue;
      if (free === undefined || worker.load < free.load) free = worker;
    }
    return free;
  }

  #giveNext(worker: WorkerHandle): void {
    const piece = this.queue.shift();
    if (piece === undefined) return;
    const limit = piece.alone ? 1 : this.pace.limit;
    const [batch, rest] = splitBatch(piece.batch, limit);
    if (rest !== undefined) this.queue.insert({ ...piece, batch: rest });
    worker.send({ ...piece, batch });
    this.#watchdog.start();
  }

  /** Whether what waits would keep the workers there are busy for a while. */
  #isWorthAWorker(): boolean {
    const { size } = this.workers;
    if (size >= this.#options.workers) return false;
    if (size === 0) return true;
    const { itemMs } = this.pace;
    return itemMs === undefined
      ? this.queue.size > size
      : this.queue.items * itemMs / size > WORTH_A_WORKER_MS;
  }

  #startWorker(): void {
    if (this.#closed) return;
    this.workers.add(
      new WorkerHandle(this.#options.starter, this.#options, this),
    );
    this.#watchdog.start();
  }

  #bury(worker: WorkerHandle, kind: FailureKind, message: string): void {
    if (!this.workers.delete(worker)) return;
    this.replaced++;
    if (!worker.isReady || ++this.#deathsInARow > DEATHS_ALLOWED) {
      return this.close(new SandboxError("crew", hopeless(worker, message)));
    }
    const [current, ...waiting] = worker.pieces;
    for (const piece of waiting) this.queue.insert(piece);
    if (current !== undefined) this.#blame(worker, current, { kind, message });
    this.schedule();
  }

  /** Puts back what the worker was on, without the item that ended it. */
  #blame(
    worker: WorkerHandle,
    piece: Piece,
    cause: { kind: FailureKind; message: string },
  ): void {
    const { item } = worker;
    if (item === undefined) return this.queue.insert(piece);
    const single = piece.batch.count === 1;
    const isCertain = single ||
      cause.kind === "timeout" && !worker.overlapped &&
        item < piece.batch.count;
    if (!isCertain) return this.queue.insert({ ...piece, alone: true });
    this.#deathsInARow = 0;
    const parts = divideAtFailure(piece, single ? 0 : item, cause);
    for (const part of parts.others) this.queue.insert(part);
    if (parts.retry !== undefined) this.#retry(parts.retry);
  }

  #retry(piece: Piece): void {
    this.retried++;
    this.queue.insert(piece);
  }
}

function mayStart({ run, batch }: Piece): boolean {
  return run.options.mayStart?.(batch) ?? true;
}

function hopeless(worker: WorkerHandle, message: string): string {
  return worker.isReady
    ? `${DEATHS_ALLOWED} workers in a row died without finishing an item: ${message}`
    : `a worker died before the job was loaded: ${message}`;
}
