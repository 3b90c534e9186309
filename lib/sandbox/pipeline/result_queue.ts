import type { Batch } from "../../framing/batch.ts";
import type { PipeOptions } from "../options.ts";
import type { BatchResult } from "../result.ts";
import type { FlowWindow } from "./flow_window.ts";
import { Resequencer } from "./resequencer.ts";

/** What a result queue is made with. */
export interface ResultQueueOptions
  extends Pick<PipeOptions, "sink" | "ordered" | "buffers"> {
  /** Counts what is done and not written. */
  readonly window: FlowWindow;
}

/**
 * Takes results in any order, and gives them to a sink one after another.
 *
 * Not a channel: what may start is bounded by the window, so none is ever refused, and one
 * stage puts and one takes. It spares a run the modules of a channel.
 */
export class ResultQueue {
  readonly #options: ResultQueueOptions;
  readonly #ordered: boolean;
  readonly #sequence = new Resequencer<BatchResult>();
  /** What can be written, and is not being written. */
  readonly #ready: BatchResult[] = [];
  #isClosed = false;
  /** Goes on with writing, which waits for a result. */
  #wake: (() => void) | undefined;

  constructor(options: ResultQueueOptions) {
    this.#options = options;
    this.#ordered = options.ordered ?? true;
  }

  /** Whether nothing can be written before this batch is done. */
  isAwaited({ first }: Batch): boolean {
    return this.#ordered && first === this.#sequence.next &&
      this.#options.window.unwritten === this.#sequence.held;
  }

  /** Notes that a batch was submitted: the first one has the first result. */
  expect(batch: Batch): void {
    this.#sequence.begin(batch);
  }

  /** Takes in a result. */
  put(result: BatchResult): void {
    this.#options.window.finish(result);
    const ready = this.#ordered ? this.#sequence.put(result) : [result];
    for (const next of ready) this.#ready.push(next);
    this.#wake?.();
  }

  /** Gives the results to the sink until `close`, or until the signal aborts. */
  async writeAll(
    signal: AbortSignal,
    onWritten: () => void,
  ): Promise<void> {
    const { sink, buffers, window } = this.#options;
    for (;;) {
      const result = await this.#take();
      if (result === undefined || signal.aborted) return;
      await sink(result);
      // A buffer that was given back is empty, and weighs nothing.
      window.write(result);
      const { batch, output } = result;
      buffers?.giveBack(batch);
      buffers?.giveBack({ bytes: output, count: batch.count });
      onWritten();
    }
  }

  /** Says that no more results come. */
  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** The next result; undefined when there will be none. */
  async #take(): Promise<BatchResult | undefined> {
    while (this.#ready.length === 0 && !this.#isClosed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    return this.#ready.shift();
  }
}
