import type { Terminal } from "../../terminal.ts";
import type { Queue } from "./session.ts";

/** Where results go; each is written before its item is finished. */
export interface Results extends AsyncDisposable {
  /** How many bytes were written. */
  readonly size: number;
  /** Writes the result of an item: a line, or nothing. */
  write(id: string, line: Uint8Array, signal: AbortSignal): Promise<void>;
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

  async write(_id: string, line: Uint8Array): Promise<void> {
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

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  async write(
    id: string,
    line: Uint8Array,
    signal: AbortSignal,
  ): Promise<void> {
    if (line.length === 0) return;
    const bytes = line.subarray(0, -1);
    await this.#queue.send(bytes, { id, signal });
    this.size += bytes.length;
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue[Symbol.asyncDispose]();
  }
}
