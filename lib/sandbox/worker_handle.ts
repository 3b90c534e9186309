import { sliceBatch } from "../stream/batch.ts";
import {
  type BatchMessage,
  type BatchReply,
  type GuestMessage,
  Word,
  WORDS,
} from "./guest/protocol.ts";
import type { Piece } from "./piece_queue.ts";
import type { Death, Thread, ThreadStarter } from "./thread.ts";

/** What a worker tells its crew. */
export interface WorkerListener {
  /** The job is loaded. */
  onReady(worker: WorkerHandle): void;
  /** The job, or this machine, cannot be used at all. */
  onUnusable(worker: WorkerHandle, kind: "load" | "unsafe", why: string): void;
  /** The oldest batch is done; called after it was taken off `inFlight`. */
  onReply(worker: WorkerHandle, piece: Piece, reply: BatchReply): void;
  /** The worker ended by itself. */
  onDeath(worker: WorkerHandle, death: Death): void;
}

/** What a worker needs to know to start. */
export interface WorkerSetup {
  readonly factory: string;
  readonly resultLimit: number;
}

interface InFlight {
  readonly id: number;
  readonly piece: Piece;
}

/** The host's side of one worker. */
export class WorkerHandle {
  /** When it last showed that it goes on, by `performance.now()`. */
  lastProgress = performance.now();
  /** When the batch it is on began, by `performance.now()`. */
  batchStart = 0;
  #ready = false;
  #lastBatch = 0;
  #lastItem = -1;
  readonly #listener: WorkerListener;
  readonly #inFlight: InFlight[] = [];
  readonly #port: MessagePort;
  readonly #thread: Thread;
  readonly #control = new Int32Array(
    new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
  );

  constructor(
    starter: ThreadStarter,
    setup: WorkerSetup,
    listener: WorkerListener,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#listener = listener;
    port1.onmessage = ({ data }) => this.#receive(data as GuestMessage);
    this.#thread = starter.start(
      { ...setup, port: port2, control: this.#control.buffer },
      (death) => {
        port1.close();
        listener.onDeath(this, death);
      },
    );
  }

  /** Whether the job is loaded. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** How many batches it holds. */
  get load(): number {
    return this.#inFlight.length;
  }

  /** What it holds, oldest first. */
  get pieces(): Piece[] {
    return this.#inFlight.map(({ piece }) => piece);
  }

  /** The item of the oldest batch it is on; undefined when it has not begun it. */
  get item(): number | undefined {
    const [oldest] = this.#inFlight;
    return oldest?.id === this.#control[Word.Batch]
      ? this.#control[Word.Item]
      : undefined;
  }

  /** Whether items of the oldest batch could have held each other up. */
  get overlapped(): boolean {
    return this.#control[Word.Waited] === 1;
  }

  /** Gives the worker a piece. */
  send(piece: Piece): void {
    const { batch, run } = piece;
    const id = ++this.#lastBatch;
    if (this.#inFlight.length === 0) this.#beginBatch();
    this.#inFlight.push({ id, piece });
    // A copy: the bytes are needed here again if the worker dies.
    const bytes = batch.bytes?.slice() ?? null;
    const { input, output } = run.options;
    const message: BatchMessage = { ...batch, id, bytes, input, output };
    this.#port.postMessage(message, bytes === null ? [] : [bytes.buffer]);
  }

  /** Looks at the shared memory, and notes whether the worker went on. */
  observe(now: number): void {
    const item = this.item ?? -1;
    if (item === this.#lastItem) return;
    this.#lastItem = item;
    this.lastProgress = now;
  }

  /** Asks for the rest of the oldest batch back, after the item it is on. */
  askBack(): void {
    const [oldest] = this.#inFlight;
    if (oldest !== undefined) this.#control[Word.HandBack] = oldest.id;
  }

  /** Ends the worker, whatever it is doing. */
  kill(): void {
    this.#port.close();
    this.#thread.terminate();
  }

  #beginBatch(): void {
    this.batchStart = this.lastProgress = performance.now();
    this.#lastItem = -1;
  }

  #receive(message: GuestMessage): void {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        return this.#listener.onReady(this);
      case "unusable":
        return this.#listener.onUnusable(this, "load", message.message);
      case "unsafe":
        return this.#listener.onUnusable(this, "unsafe", message.message);
      case "done":
        return this.#receiveReply(message);
    }
  }

  #receiveReply(reply: BatchReply): void {
    const [oldest] = this.#inFlight;
    if (oldest?.id !== reply.id) return;
    this.#inFlight.shift();
    this.#listener.onReply(this, oldest.piece, reply);
    if (this.#inFlight.length > 0) this.#beginBatch();
  }
}

/** The items of a piece from `start` on, `count` of them, as a piece; or undefined. */
export function partOf(
  piece: Piece,
  start: number,
  count: number,
): Piece | undefined {
  const batch = sliceBatch(piece.batch, start, count);
  return batch === undefined ? undefined : { ...piece, batch, attempt: 0 };
}
