import type { Batch } from "../../framing/batch.ts";
import type { RunBatchOptions } from "../options.ts";
import type { BatchResult } from "../result.ts";

/** How a batch is to be run, complete. */
export interface CompleteRunOptions extends RunBatchOptions {
  /** Longest time an item may take, in milliseconds. */
  readonly timeout: number;
  /** How many more times an item that failed is tried. */
  readonly retries: number;
}

/** A batch on its way through the workers: settles when every item has an outcome. */
export class Submission {
  /** Orders runs by when they came. */
  readonly order: number;
  readonly options: CompleteRunOptions;
  readonly done: Promise<void>;
  readonly #settle = Promise.withResolvers<void>();
  readonly #end: number;
  #missing: number;
  #isOver = false;
  #hasBegun = false;

  constructor(batch: Batch, order: number, options: CompleteRunOptions) {
    this.order = order;
    this.options = options;
    this.#missing = batch.count;
    this.#end = batch.first + batch.count;
    this.done = this.#settle.promise;
    // Whoever awaits `done` sees the rejection; nobody has to.
    this.done.catch(() => {});
  }

  /** Whether nobody waits for further outcomes. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes in that items were given to a worker, in order the first time. */
  begin({ first, count }: Batch): void {
    if (this.#hasBegun || first + count < this.#end) return;
    this.#hasBegun = true;
    this.options.onBegun?.();
  }

  /** Takes in outcomes; drops them when the run is over. */
  deliver(result: BatchResult): void {
    if (this.#isOver) return;
    this.#missing -= result.batch.count;
    try {
      this.options.onResult(result);
    } catch (error) {
      return this.fail(error);
    }
    if (this.#missing > 0) return;
    this.#isOver = true;
    this.#settle.resolve();
  }

  /** Ends the run without the outcomes that are missing. */
  fail(reason: unknown): void {
    this.#isOver = true;
    this.#settle.reject(reason);
  }
}
