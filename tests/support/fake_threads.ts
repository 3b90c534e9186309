import {
  type BatchMessage,
  type BatchReply,
  type GuestMessage,
  Word,
} from "../../lib/sandbox/protocol.ts";
import type {
  Death,
  Thread,
  ThreadSetup,
  ThreadStarter,
} from "../../lib/sandbox/worker/threads/starter.ts";
import { Channel } from "../../lib/channel.ts";

const encoder = new TextEncoder();

/** A guest that does what the test says, when it says so. */
export class FakeThread implements Thread {
  /** Whether the host has ended it. */
  isTerminated = false;
  /** What the host gets when it asks for the processor time. */
  cpuMs = 0;
  /** Whether it answers pings, and how much memory it says it uses. */
  heapUsed: number | undefined = 0;
  readonly #batches = new Channel<BatchMessage>({ capacity: 100 });
  readonly #port: MessagePort;
  readonly #control: Int32Array;
  readonly #onDeath: (death: Death) => void;

  constructor(setup: ThreadSetup, onDeath: (death: Death) => void) {
    this.#port = setup.port;
    this.#control = new Int32Array(setup.control);
    this.#onDeath = onDeath;
    this.#port.onmessage = ({ data }) => {
      if ("id" in data) this.#batches.trySend(data);
      else if (!("ping" in data)) return;
      else if (this.heapUsed !== undefined) {
        this.say({ type: "pong", ping: data.ping, heapUsed: this.heapUsed });
      }
    };
  }

  /** The next batch it was given. */
  nextBatch(): Promise<BatchMessage> {
    return this.#batches.receive();
  }

  /** Whether it was given a batch that was not taken with `nextBatch`. */
  get hasBatch(): boolean {
    return this.#batches.size > 0;
  }

  /** The id of the batch that the host wants back. */
  get askedBack(): number {
    return this.#control[Word.HandBack] ?? 0;
  }

  say(message: GuestMessage): void {
    this.#port.postMessage(message);
  }

  /** Shows that it evaluates the text of the job. */
  load(): void {
    this.#control[Word.Loading] = 1;
  }

  /** Shows that it is on an item of a batch. */
  begin(
    { id }: BatchMessage,
    { item = 0, waited = false }: { item?: number; waited?: boolean } = {},
  ): void {
    this.#control[Word.Batch] = id;
    this.#control[Word.Item] = item;
    this.#control[Word.Waited] = waited ? 1 : 0;
  }

  /** Answers the first `done` items of a batch, each with its position. */
  reply(batch: BatchMessage, done: number = batch.count): void {
    const lines = Array.from(
      { length: done },
      (_, n) => `${batch.first + n}\n`,
    );
    const reply: BatchReply = {
      type: "done",
      id: batch.id,
      done,
      elapsedMs: 0,
      output: encoder.encode(lines.join("")),
      input: null,
      emitted: done,
      blank: 0,
      failures: [],
    };
    this.say(reply);
  }

  /** Answers every batch, as it comes. */
  async replyAlways(): Promise<void> {
    for await (const batch of this.#batches) this.reply(batch);
  }

  /** Ends by itself. */
  die(kind: Death["kind"] = "crash"): void {
    this.#end();
    if (!this.isTerminated) this.#onDeath({ kind, message: `fake ${kind}` });
  }

  terminate(): void {
    this.isTerminated = true;
    this.#end();
  }

  cpuTime(): Promise<number> {
    return Promise.resolve(this.cpuMs);
  }

  #end(): void {
    this.#port.close();
    this.#batches.close();
  }
}

/** Starts fake guests. */
export class FakeStarter implements ThreadStarter {
  /** Every guest that was started, oldest first. */
  readonly threads: FakeThread[] = [];
  /** Told of each guest. */
  readonly #started = new Channel<FakeThread>({ capacity: 1000 });

  start(setup: ThreadSetup, onDeath: (death: Death) => void): Thread {
    const thread = new FakeThread(setup, onDeath);
    this.threads.push(thread);
    this.#started.trySend(thread);
    return thread;
  }

  /** The next guest that is started; says that its job is loaded. */
  async nextReady(): Promise<FakeThread> {
    const thread = await this.#started.receive();
    thread.say({ type: "ready" });
    return thread;
  }

  /** The next guest that is started. */
  next(): Promise<FakeThread> {
    return this.#started.receive();
  }

  close(): void {}
}
