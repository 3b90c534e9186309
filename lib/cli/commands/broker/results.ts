import { ChannelClosedError } from "../../../mod.ts";
import type { Terminal } from "../../terminal.ts";
import type { BrokerModule, Queue, Session } from "./session.ts";

/** What came of an item. */
export interface Result {
  /** The id of the item. */
  readonly id: string;
  /** A line with its line feed, or nothing. */
  readonly line: Uint8Array;
  /** Ends the wait for room. */
  readonly signal: AbortSignal;
}

/** Where results go; each is written before its item is finished. */
export interface Results extends AsyncDisposable {
  /** How many bytes were written. */
  readonly size: number;
  /** Writes the result of an item: a line, or nothing. */
  write(result: Result): Promise<void>;
  /** Says that no more come. */
  close(): Promise<void>;
}

/** Writes results to stdout, line by line. */
export class StdoutResults implements Results {
  size = 0;
  readonly #terminal: Terminal;
  #last: Promise<void> = Promise.resolve();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async write({ line }: Result): Promise<void> {
    if (line.length === 0) return;
    this.size += line.length;
    // One after another: a line that is written in pieces must stay whole.
    const writing = this.#last.then(() => this.#terminal.stdout.write(line));
    this.#last = writing.catch(() => {});
    await writing;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
  }
}

/** Sends results to a queue, under the ids of their items. */
export class QueueResults implements Results {
  size = 0;
  readonly #queue: Queue;
  readonly #broker: BrokerModule;

  constructor(queue: Queue, { broker }: Session) {
    this.#queue = queue;
    this.#broker = broker;
  }

  async write({ id, line, signal }: Result): Promise<void> {
    if (line.length === 0) return;
    const bytes = line.subarray(0, -1);
    await this.#queue.send(bytes, { id, signal }).catch((error) => {
      // Not to be taken for the end of the items.
      throw error instanceof ChannelClosedError ? this.#closed() : error;
    });
    this.size += bytes.length;
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue[Symbol.asyncDispose]();
  }

  #closed(): Error {
    return new this.#broker.BrokerError(
      "settings",
      `Cannot write results: ${this.#queue.name} is closed for good; ` +
        "choose another name",
    );
  }
}
