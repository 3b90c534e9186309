import type { Batch } from "../stream/batch.ts";
import type { RunBatchOptions } from "./options.ts";
import type { Segment } from "./segment.ts";

/** How a batch is to be run, complete. */
export interface CompleteRunOptions extends RunBatchOptions {
  /** Longest time an item may take, in milliseconds. */
  readonly timeout: number;
  /** How many more times an item that failed is tried. */
  readonly retries: number;
}

/** A batch on its way through the workers: settles when every item has an outcome. */
export class BatchRun {
  /** Orders runs by when they came. */
  readonly ticket: number;
  readonly options: CompleteRunOptions;
  readonly done: Promise<void>;
  readonly #settle = Promise.withResolvers<void>();
  #missing: number;

  constructor(batch: Batch, ticket: number, options: CompleteRunOptions) {
    this.ticket = ticket;
    this.options = options;
    this.#missing = batch.count;
    this.done = this.#settle.promise;
    // Whoever awaits `done` sees the rejection; nobody has to.
    this.done.catch(() => {});
  }

  /** Takes in outcomes. */
  deliver(segment: Segment): void {
    this.#missing -= segment.batch.count;
    this.options.onSegment(segment);
    if (this.#missing === 0) this.#settle.resolve();
  }

  /** Ends the run without the outcomes that are missing. */
  fail(reason: unknown): void {
    this.#settle.reject(reason);
  }
}
