import { ChannelClosedError } from "../../../../mod.ts";
import type { Terminal } from "../../../terminal.ts";
import type { Item, ItemOutcome } from "./item_batch.ts";
import type { BrokerModule, Queue, Session } from "../session.ts";

/** An item whose result could not be written; the others were. */
export interface Unwritten {
  readonly item: Item;
  readonly error: unknown;
}

/** Where results go; each is written before its item is finished. */
export interface Results extends AsyncDisposable {
  /** How many bytes were written. */
  readonly size: number;
  /**
   * Writes the results of items that did not fail.
   *
   * Resolves to those whose result could not be written; rejects if none can be.
   *
   * @param stop Aborts when there is no time to wait for room any more.
   */
  write(
    outcomes: readonly ItemOutcome[],
    stop: AbortSignal,
  ): Promise<readonly Unwritten[]>;
  /** Says that no more come. */
  close(): Promise<void>;
}

/** Writes results to stdout, line by line. */
export class StdoutResults implements Results {
  size = 0;
  readonly #terminal: Terminal;
  readonly #toText: ((line: Uint8Array) => Uint8Array) | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(
    terminal: Terminal,
    toText: ((line: Uint8Array) => Uint8Array) | undefined,
  ) {
    this.#terminal = terminal;
    this.#toText = toText;
  }

  async write(
    outcomes: readonly ItemOutcome[],
  ): Promise<readonly Unwritten[]> {
    const text = this.#join(outcomes);
    if (text.length === 0) return [];
    this.size += text.length;
    // One after another: a line that is written in pieces must stay whole.
    const writing = this.#last.then(() => this.#terminal.stdout.write(text));
    this.#last = writing.catch(() => {});
    await writing;
    return [];
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
  }

  #join(outcomes: readonly ItemOutcome[]): Uint8Array {
    const toText = this.#toText ?? ((line) => line);
    const lines = outcomes.map(({ line }) => toText(line));
    const text = new Uint8Array(
      lines.reduce((sum, { length }) => sum + length, 0),
    );
    let end = 0;
    for (const line of lines) {
      text.set(line, end);
      end += line.length;
    }
    return text;
  }
}

/** How {@linkcode QueueResults} send. */
export interface QueueResultsOptions {
  /** The queue that the items come from. */
  readonly source: Queue;
  readonly toText: ((line: Uint8Array) => Uint8Array) | undefined;
  /** Told when results begin to wait for room, and when that is over. */
  readonly onWait: (isWaiting: boolean) => void;
}

/** How long a result may wait before that is said, in milliseconds. */
const LONG_WAIT_MS = 1000;

/** Sends results to a queue, each once: under the name of its item. */
export class QueueResults implements Results {
  size = 0;
  readonly #queue: Queue;
  readonly #broker: BrokerModule;
  readonly #options: QueueResultsOptions;
  #sending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaiting = false;

  constructor(
    queue: Queue,
    { broker }: Session,
    options: QueueResultsOptions,
  ) {
    this.#queue = queue;
    this.#broker = broker;
    this.#options = options;
  }

  async write(
    outcomes: readonly ItemOutcome[],
    stop: AbortSignal,
  ): Promise<readonly Unwritten[]> {
    const settled = await Promise.all(
      outcomes.filter(({ line }) => line.length > 0)
        .map((outcome) => this.#send(outcome, stop)),
    );
    return settled.filter((one) => one !== undefined);
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#queue[Symbol.asyncDispose]();
  }

  async #send(
    { item, line }: ItemOutcome,
    stop: AbortSignal,
  ): Promise<Unwritten | undefined> {
    const { source, toText } = this.#options;
    const bytes = (toText?.(line) ?? line).subarray(0, -1);
    const { name: queue, created } = source;
    const { sequence } = item;
    this.#begin();
    try {
      const from = { queue, created, sequence };
      const how = stop.aborted ? { mayWait: false } : { signal: stop };
      const stored = await this.#queue.sendResult(bytes, from, how);
      if (stored === undefined) return { item, error: stop.reason };
      this.size += bytes.length;
      return undefined;
    } catch (error) {
      // Not to be taken for the end of the items.
      if (error instanceof ChannelClosedError) throw this.#closed();
      return { item, error };
    } finally {
      this.#end();
    }
  }

  #begin(): void {
    this.#sending++;
    this.#timer ??= setTimeout(() => this.#wait(true), LONG_WAIT_MS);
  }

  #end(): void {
    this.#sending--;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isWaiting) this.#wait(false);
    if (this.#sending === 0) return;
    this.#timer = setTimeout(() => this.#wait(true), LONG_WAIT_MS);
  }

  #wait(isWaiting: boolean): void {
    this.#isWaiting = isWaiting;
    this.#options.onWait(isWaiting);
  }

  #closed(): Error {
    return new this.#broker.BrokerError(
      "settings",
      `Cannot write results: ${this.#queue.name} is closed; ` +
        "choose another name, or open it again with `reopen`",
    );
  }
}

/** A line of JSON as plain text, if it is a string. */
export function plainText(line: Uint8Array): Uint8Array {
  const QUOTE = 34;
  if (line[0] !== QUOTE) return line;
  const text: string = JSON.parse(new TextDecoder().decode(line));
  return new TextEncoder().encode(`${text}\n`);
}
