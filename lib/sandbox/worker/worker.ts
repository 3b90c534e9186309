/**
 * One worker, seen from the host.
 *
 * Invariants: a reply counts only for what it holds of the oldest batch; `seenItem` is the
 * one notion of the item it is on, for failures, for logs and for the clock.
 *
 * @module
 */

import type { Batch } from "../../framing/batch.ts";
import type { Chunk } from "../chunk.ts";
import { batchMessage } from "./batch_message.ts";
import { refuseCalls, relayCalls, waitingFor } from "../context/relay_calls.ts";
import { settleColumns } from "../table_output.ts";
import type { AnswersMessage, GuestCalls } from "../context_protocol.ts";
import { type BatchReply, type LoadMessage, Word } from "../protocol.ts";
import { fits, readGuestMessage } from "./guest_message.ts";
import type { GuestThread } from "./guest_port.ts";
import { InFlight } from "./in_flight.ts";
import { LogBuffer } from "./log_buffer.ts";
import { LivenessProbe } from "./liveness.ts";
import type { Death } from "./threads/starter.ts";
import { takeBuffers } from "./take_buffers.ts";
import type { Unusable, WorkerSetup } from "./worker_setup.ts";

/** What a worker tells its dispatcher. */
export interface WorkerListener {
  /** The worker can take work: it has loaded the job, or finished a batch that was reassigned. */
  onReady(worker: GuestWorker): void;
  /** The job, or this machine, cannot be used at all. */
  onUnusable(worker: GuestWorker, why: Unusable): void;
  /** The oldest batch is done; called after it was taken off what it holds. */
  onReply(chunk: Chunk, reply: BatchReply): void;
  /** The oldest batch is done, and its outcomes are of no use: it is to be run again. */
  onLoss(chunk: Chunk): void;
  /** The worker ended by itself. */
  onDeath(worker: GuestWorker, death: Death): void;
}

/** Gives chunks to one worker, and reads its replies. */
export class GuestWorker {
  /** When it last showed that it goes on, by its setup's clock. */
  lastProgress: number;
  /** When the batch it is on began, by its setup's clock. */
  batchStart = 0;
  /** Tells whether it is alive. */
  readonly liveness: LivenessProbe;
  #ready = false;
  #isOver = false;
  readonly #answer = (message: AnswersMessage): void => {
    if (!this.#isOver) this.#thread.port.postMessage(message);
  };
  #seenItem = -1;
  #wasLoading = false;
  #hasRun = false;
  readonly #listener: WorkerListener;
  readonly #logBuffer: LogBuffer;
  readonly #inFlight = new InFlight();
  readonly #thread: GuestThread;
  readonly #now: () => number;

  constructor(
    thread: GuestThread,
    setup: WorkerSetup,
    listener: WorkerListener,
  ) {
    const { port } = thread;
    this.#thread = thread;
    this.#listener = listener;
    this.#now = setup.now;
    this.lastProgress = this.#now();
    this.#logBuffer = new LogBuffer(setup.onLog);
    this.liveness = new LivenessProbe({
      ping: (ping) => port.postMessage({ ping }),
      cpuTime: () => thread.cpuTime(),
    }, setup.memory);
  }

  /** Begins to tell its listener what happens; it may have ended already. */
  listen(): void {
    const thread = this.#thread;
    thread.port.onmessage = ({ data }) => this.#receive(data);
    thread.onDeath((death) => {
      this.#isOver = true;
      // Nothing moves any more: this look is the last.
      this.observe(this.#now());
      this.#endLogs();
      this.#listener.onDeath(this, death);
    });
  }

  /** Gives the worker its job. */
  load(job: LoadMessage): void {
    this.#thread.load(job);
  }

  /** Whether the job is loaded. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Whether the text of the job is being evaluated, or was. */
  get isLoading(): boolean {
    return this.#thread.control[Word.Loading] === 1;
  }

  /** Whether it has run an item, or begun one. */
  get hasRun(): boolean {
    return this.#hasRun;
  }

  /** How many batches it holds. */
  get depth(): number {
    return this.#inFlight.size;
  }

  /** The chunk it is on or will begin next. */
  get current(): Chunk | undefined {
    return this.#inFlight.oldest?.chunk;
  }

  /** The items it is on whose outcomes are wanted, if any. */
  get running(): Batch | undefined {
    return this.#inFlight.running;
  }

  /** The call that the item it is on waits for, if any. */
  get waitingFor(): string | undefined {
    return waitingFor(this.current, this.seenItem);
  }

  /** How many items wait behind the batch it is on. */
  get waiting(): number {
    return this.#inFlight.waiting;
  }

  /** What is lost if it ends, oldest first: all it holds and no other worker has. */
  get held(): Chunk[] {
    return this.#inFlight.held;
  }

  /** The item of the oldest batch it was on when last looked at; undefined before the first. */
  get seenItem(): number | undefined {
    return this.#seenItem === -1 ? undefined : this.#seenItem;
  }

  /** Whether items of the oldest batch could have held each other up. */
  get overlapped(): boolean {
    return this.#thread.control[Word.Waited] === 1;
  }

  /** Gives the worker a chunk. */
  send(chunk: Chunk): void {
    if (this.#inFlight.size === 0) this.#beginBatch();
    this.#thread.holdProcess(true);
    const id = this.#inFlight.add(chunk);
    const { message, transfer } = batchMessage(id, chunk);
    this.#thread.port.postMessage(message, transfer);
  }

  /** Looks at the shared memory, and notes whether the worker went on. */
  observe(now: number): void {
    if (this.#isFirstLookAtLoad()) this.lastProgress = now;
    const item = this.#itemNow();
    if (item === this.#seenItem) return;
    this.#seenItem = item;
    this.lastProgress = now;
    this.liveness.begin(now);
  }

  /** Asks for the rest of the oldest batch back, after the item it is on. */
  askBack(): void {
    const { oldest } = this.#inFlight;
    if (oldest !== undefined) this.#thread.control[Word.HandBack] = oldest.id;
  }

  /**
   * Takes back what it holds behind the oldest batch.
   *
   * It may still run that, in vain: a job has no effects.
   */
  takeBack(): Chunk[] {
    return this.#inFlight.takeBehind();
  }

  /**
   * Takes back what it has not begun of the oldest batch, after the item it was last seen
   * on; undefined if there is none.
   */
  takeRest(): Chunk | undefined {
    if (this.#seenItem === -1) return undefined;
    const rest = this.#inFlight.takeAfter(this.#seenItem);
    if (rest !== undefined) this.askBack();
    return rest;
  }

  /** Ends the worker, whatever it is doing. */
  kill(): void {
    this.#isOver = true;
    this.#endLogs();
    this.#thread.terminate();
  }

  /** Whether it has begun to load the job since the last look. */
  #isFirstLookAtLoad(): boolean {
    const wasSeen = this.#wasLoading;
    this.#wasLoading = this.isLoading;
    return this.#wasLoading && !wasSeen;
  }

  /** The item it is on by the shared memory; -1 when it has not begun its oldest batch. */
  #itemNow(): number {
    const { oldest } = this.#inFlight;
    if (oldest?.id !== this.#thread.control[Word.Batch]) return -1;
    // The guest can write anything there.
    const item = Math.max(0, this.#thread.control[Word.Item] ?? 0);
    return Math.min(item, oldest?.chunk.batch.count ?? 0);
  }

  #beginBatch(): void {
    this.batchStart = this.lastProgress = this.#now();
    this.#seenItem = -1;
    this.liveness.begin(this.batchStart);
  }

  /** Passes on what the item it was on wrote; the others run again, and write again. */
  #endLogs(): void {
    const { oldest } = this.#inFlight;
    if (oldest === undefined || oldest.isTaken) return;
    this.#logBuffer.endItem(oldest, this.seenItem);
  }

  #receive(data: unknown): void {
    const message = readGuestMessage(data);
    switch (message?.type) {
      case "ready":
        this.#ready = true;
        this.#thread.holdProcess(false);
        return this.#listener.onReady(this);
      case "unusable":
        return this.#listener.onUnusable(this, { ...message, kind: "load" });
      case "unsafe":
        return this.#listener.onUnusable(this, {
          ...message,
          kind: "unsafe",
          frames: [],
        });
      case "pong":
        return this.liveness.answer(message.ping, message.heapUsed);
      case "log":
        return this.#logBuffer.note(message);
      case "calls":
        return this.#receiveCalls(message);
      case "done":
        return this.#receiveReply(message);
    }
  }

  #receiveCalls(message: GuestCalls): void {
    const { oldest } = this.#inFlight;
    if (oldest?.id !== message.id) return;
    const { chunk, isTaken } = oldest;
    // An item that was taken back asks where it runs now, so that nothing is asked twice.
    const isElsewhere = isTaken || message.item >= chunk.batch.count;
    if (isElsewhere) refuseCalls(message, this.#answer);
    else relayCalls(message, chunk, this.#answer);
  }

  #receiveReply(reply: BatchReply): void {
    const { oldest } = this.#inFlight;
    if (oldest?.id !== reply.id) return;
    const { chunk, sent, isTaken } = oldest;
    if (!fits(reply, sent.batch.count)) return;
    this.#inFlight.end();
    this.#hasRun = true;
    if (this.#inFlight.size === 0) this.#thread.holdProcess(false);
    // If it had gone on before its rest was taken, what it did cannot be told apart.
    const isLost = reply.done > chunk.batch.count;
    const isOfUse = !isTaken && !isLost;
    if (isOfUse) this.#logBuffer.endBatch(oldest, reply.done);
    else this.#logBuffer.dropBatch(oldest);
    takeBuffers(reply, { chunk, isOfUse });
    const { table } = chunk.submission.options;
    if (table !== undefined && isOfUse) settleColumns(table, reply.columns);
    if (isTaken) this.#listener.onReady(this);
    else if (isLost) this.#listener.onLoss(chunk);
    else this.#listener.onReply(chunk, reply);
    if (this.#inFlight.size > 0) this.#beginBatch();
  }
}
