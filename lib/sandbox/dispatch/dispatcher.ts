/**
 * Which worker gets which items.
 *
 * Invariants: every item of a submission that is not over waits in the queue or is held by
 * one worker, and only one; no worker holds more chunks than it may; nothing waits that may
 * start while a worker is free.
 *
 * @module
 */

import { SandboxError } from "../../errors.ts";
import { type Batch, splitBatch } from "../../framing/batch.ts";
import { watch } from "../../internal/deadline.ts";
import type { Chunk } from "../chunk.ts";
import { isChanging } from "../context/realm_options.ts";
import type { BatchReply } from "../protocol.ts";
import type { CallHost } from "../context/call_host.ts";
import { CallLog } from "../context/call_log.ts";
import { failedResult } from "../result.ts";
import { Submission } from "../submission.ts";
import { type Cause, Watchdog } from "../worker/watchdog.ts";
import type { GuestWorker } from "../worker/worker.ts";
import { BatchSizer, WorkTimes } from "./batch_sizer.ts";
import { ChunkQueue } from "./chunk_queue.ts";
import { deliverReply } from "./deliver_reply.ts";
import { isolateFault } from "./fault_isolation.ts";
import { LaneFinishes } from "./lane_finishes.ts";
import type { DispatcherOptions, SubmitOptions } from "./dispatcher_options.ts";
import { Fleet, type FleetListener } from "./fleet.ts";
import { Placement } from "./placement.ts";
import { type Running, runningIn } from "./running.ts";
import { demandOf, DEPTH, isWantedNow, isWantedSoon } from "./scaling.ts";

/** How many chunks a worker holds while another is started, which blocks this thread. */
const PREFETCH_DEPTH = 12;

/** Gives chunks to workers, and delivers what comes of them. */
export class Dispatcher implements FleetListener {
  readonly queue = new ChunkQueue();
  readonly sizer = new BatchSizer();
  readonly fleet: Fleet;
  /** How many times an item was tried again after it had failed. */
  retried = 0;
  /** How many items were not tried again, since they could only fail again. */
  spared = 0;
  /** How long items took. */
  readonly times = new WorkTimes();
  /** Answers what items ask; undefined if they may ask nothing. */
  callHost: CallHost | undefined;
  #closed: { readonly reason: unknown } | undefined;
  #isLoadWanted = false;
  /** Whether workers are given more, because another is about to be started. */
  #isPrefetching = false;
  #orders = 0;
  readonly #submissions = new Set<Submission>();
  readonly #finishes = new LaneFinishes();
  readonly #options: DispatcherOptions;
  readonly #watchdog: Watchdog;
  readonly #placement: Placement;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const watchdog = new Watchdog(this, options);
    this.#watchdog = watchdog;
    this.fleet = new Fleet({ ...options, now: () => watchdog.now() }, this);
    this.#placement = new Placement(this.queue, this.fleet);
  }

  /** Every worker there is. */
  get workers(): ReadonlySet<GuestWorker> {
    return this.fleet.workers;
  }

  /** Whether items wait for a worker. */
  get hasWaiting(): boolean {
    return !this.queue.isEmpty;
  }

  /** How many items wait until a worker is free. */
  get waiting(): number {
    let behind = 0;
    for (const worker of this.workers) behind += worker.waiting;
    return this.queue.items + behind;
  }

  /** What the workers are on. */
  get running(): Running {
    return runningIn(this.workers);
  }

  /** Resolves when a worker has loaded the job; starts one if there is none. */
  load(): Promise<void> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed.reason);
    this.#isLoadWanted = true;
    this.schedule();
    return this.fleet.loaded;
  }

  /** Takes on a batch; its outcomes come by the hook. */
  submit(batch: Batch, options: SubmitOptions): Submission {
    const { lane = this, signal } = options;
    const { timeout, retries, realm } = this.#options;
    const order = ++this.#orders;
    const canDiffer = this.callHost !== undefined || isChanging(realm);
    const limits = { timeout: options.timeout ?? timeout, retries };
    const calls = this.callHost && new CallLog(this.callHost);
    const how = { ...options, ...limits, canDiffer, lane, order, calls };
    const submission = new Submission(batch.count, how);
    if (signal?.aborted) submission.fail(signal.reason);
    else if (this.#closed !== undefined) submission.fail(this.#closed.reason);
    else if (batch.kind === "invalid") {
      submission.deliver(failedResult(batch, "input", batch.reason));
    } else this.#add(submission, { batch, signal });
    return submission;
  }

  #add(
    submission: Submission,
    { batch, signal }: { batch: Batch; signal: AbortSignal | undefined },
  ): void {
    const interrupt = () => submission.fail(signal?.reason);
    const watching = watch({ interrupt }, { signal });
    this.#submissions.add(submission);
    const forget = () => {
      watching?.stop();
      this.#submissions.delete(submission);
      this.queue.drop(submission);
    };
    submission.done.then(forget, forget);
    this.queue.insert({ submission, batch, attempt: 0, alone: false });
    this.schedule();
  }

  /** Gives out as much as the workers can take. */
  schedule(): void {
    const quickDepth = this.#isPrefetching ? PREFETCH_DEPTH : DEPTH;
    const depth = this.sizer.isQuick ? quickDepth : 1;
    const limits = { depth, now: this.#watchdog.now() };
    for (;;) {
      const next = this.#placement.next(limits);
      if (next === undefined) break;
      this.#give(next.worker, next.chunk);
    }
    if (this.#isWorkerWanted()) this.fleet.start();
    this.#finishes.look(this.workers);
  }

  /**
   * Resolves when no worker is on items of a lane any more; those that have not begun
   * wait again. None of them must start: that is up to `mayStart`.
   */
  finish(lane: object): Promise<void> {
    const finished = this.#finishes.add(lane);
    for (const worker of this.workers) {
      worker.askBack();
      for (const chunk of worker.takeBack()) this.#requeue(chunk);
    }
    this.schedule();
    return finished;
  }

  /** Starts one more worker if there may be one. */
  grow(): void {
    this.fleet.start();
  }

  /** Starts one more worker if those there are cannot keep up. */
  keepUp(): void {
    this.fleet.checkTermination();
    const isWanted = this.fleet.hasPlace && isWantedSoon(demandOf(this));
    const needsPrefetch = this.sizer.isQuick && !this.#isPrefetching;
    this.#isPrefetching = isWanted && needsPrefetch;
    if (this.#isPrefetching) this.schedule();
    else if (isWanted) this.fleet.start();
  }

  /** Lets others have what waits behind the item a worker is on. */
  takeBack(worker: GuestWorker): void {
    if (this.#options.workers === 1) return;
    const chunks = [...worker.takeBack(), worker.takeRest()]
      .filter((chunk) => chunk !== undefined);
    for (const chunk of chunks) this.#requeue(chunk);
    if (chunks.length > 0) this.schedule();
  }

  /** Ends a worker that is stuck, and blames the item it was last seen on. */
  stop(worker: GuestWorker, cause: Cause): void {
    this.fleet.stop(worker, cause);
  }

  /** Ends every worker; what has no outcome yet is rejected with `reason`. */
  close(reason: unknown): void {
    if (this.#closed !== undefined) return;
    this.#closed = { reason };
    this.#watchdog.stop();
    this.#options.memoryWatch?.close();
    this.fleet.close(reason);
    for (const submission of this.#submissions) submission.fail(reason);
    this.#finishes.look(new Set());
  }

  giveUpMemory(): void {
    const why =
      "the process uses more memory than its workers may, and ending " +
      "workers does not free it";
    this.close(new SandboxError("memory", why));
  }

  onFree(): void {
    this.schedule();
  }

  onStart(): void {
    this.#options.memoryWatch?.open();
    this.#watchdog.start();
  }

  onFailure(reason: unknown): void {
    this.close(reason);
  }

  onReply(chunk: Chunk, reply: BatchReply): void {
    this.sizer.learn(reply.done, reply.elapsedMs);
    this.times.add(reply);
    const left = deliverReply(chunk, reply, this.fleet.places);
    this.spared += left.spared;
    for (const retry of left.retries) this.#retry(retry);
    if (left.rest !== undefined) this.#requeue(left.rest);
    this.schedule();
    this.fleet.checkTermination();
  }

  onLoss(chunk: Chunk): void {
    this.#requeue(chunk);
    this.schedule();
  }

  onEnd(worker: GuestWorker, cause: Cause): void {
    const { current, held, seenItem, overlapped, liveness } = worker;
    for (const chunk of held) if (chunk !== current) this.#requeue(chunk);
    if (current === undefined) return this.fleet.backOff(cause);
    const isWanted = held.includes(current) && !current.submission.isOver;
    if (!isWanted) return this.schedule();
    // If it answered, nothing is running that an earlier item left behind.
    const isMixed = overlapped && !liveness.isAnswered;
    const end = { ...cause, item: seenItem, isMixed };
    const { again, failed, isProgress } = isolateFault(current, end);
    for (const chunk of again) this.#requeue(chunk);
    if (failed !== undefined) {
      const isSuspect = cause.kind === "memory" && !failed.isFresh &&
        (worker.hasRun || (seenItem ?? 0) > 0);
      // What other items left behind may have used the memory up.
      if (isSuspect) this.#runFresh(failed);
      else this.#fail(failed, cause);
    }
    if (!isProgress) return this.fleet.backOff(cause);
    if (this.fleet.backoff.killed()) return this.fleet.giveUp(cause.message);
    this.schedule();
  }

  #runFresh(chunk: Chunk): void {
    this.#requeue({ ...chunk, alone: true, isFresh: true });
    this.#placement.noteFresh();
  }

  #fail(chunk: Chunk, { kind, message }: Cause): void {
    const { attempt, submission, batch } = chunk;
    if (attempt < submission.options.retries) {
      return this.#retry({ ...chunk, attempt: attempt + 1 });
    }
    submission.deliver(failedResult(batch, kind, message));
  }

  #give(worker: GuestWorker, chunk: Chunk): void {
    const limit = chunk.alone ? 1 : this.sizer.part(chunk.batch.count);
    const [batch, rest] = splitBatch(chunk.batch, limit);
    if (rest !== undefined) this.queue.insert({ ...chunk, batch: rest });
    worker.send({ ...chunk, batch });
    this.#watchdog.start();
    chunk.submission.options.onStart?.();
  }

  #isWorkerWanted(): boolean {
    if (this.#placement.needsFresh()) return true;
    if (!this.fleet.hasPlace) return false;
    const demand = demandOf(this);
    if (demand.workers > 0) return isWantedNow(demand);
    return demand.chunks > 0 || this.#isLoadWanted && !this.fleet.isLoaded;
  }

  #retry(chunk: Chunk): void {
    if (chunk.submission.isOver) return;
    this.retried += chunk.batch.count;
    this.queue.insert(chunk);
  }

  #requeue(chunk: Chunk): void {
    if (!chunk.submission.isOver) this.queue.insert(chunk);
  }
}
