import { Channel } from "../../channel.ts";
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

/** Takes results in any order, and gives them to a sink one after another. */
export class ResultQueue {
  readonly #options: ResultQueueOptions;
  readonly #ordered: boolean;
  readonly #sequence = new Resequencer<BatchResult>();
  // What may start is bounded by the window: a result is never refused.
  readonly #channel = new Channel<BatchResult>({ capacity: 2 ** 31 - 1 });

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
    for (const next of ready) this.#channel.trySend(next);
  }

  /** Gives the results to the sink until `close`, or until the signal aborts. */
  async writeAll(
    signal: AbortSignal,
    onWritten: () => void,
  ): Promise<void> {
    const { sink, buffers, window } = this.#options;
    for await (const result of this.#channel) {
      if (signal.aborted) return;
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
    this.#channel.close();
  }
}
