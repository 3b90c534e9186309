/**
 * A batch that was submitted, from then until each of its items has an outcome.
 *
 * Invariants: `missing` is the number of items without an outcome, never below 0; `done`
 * resolves exactly when it reaches 0, and after it settled no hook is called.
 *
 * @module
 */

import type { Batch } from "../framing/batch.ts";
import type { BufferPool } from "../framing/buffer_pool.ts";
import { invariant, invariants } from "../internal/invariant.ts";
import type { CallLog } from "./context/call_log.ts";
import type { Emit, InputFormat, OutputFormat } from "./protocol.ts";
import type { BatchResult } from "./result.ts";
import { finishRows, type TableOutput } from "./table_output.ts";

/** What the submitter of a batch is asked and told. */
export interface SubmitHooks {
  /** Called with outcomes as they come, in any order, each item in exactly one. */
  readonly onResult: (result: BatchResult) => void;
  /** Whether there is room for the results of a batch; always, by default. */
  readonly mayStart?: ((batch: Batch) => boolean) | undefined;
  /** Called when items were given to a worker. */
  readonly onStart?: (() => void) | undefined;
  /** Whether more items come as soon as there is room; no, by default. */
  readonly moreComes?: (() => boolean) | undefined;
  /** About how many, if they are like those of a batch; Infinity, by default. */
  readonly toCome?: ((batch: Batch) => number) | undefined;
}

/** How a batch is run, complete. */
export interface SubmissionOptions extends SubmitHooks {
  readonly input: InputFormat;
  readonly output: OutputFormat;
  readonly emit?: Emit | undefined;
  /** How results are written if they are the rows of a table. */
  readonly table?: TableOutput | undefined;
  /** Whether results say how long each item took. */
  readonly timed?: boolean | undefined;
  /** Where copies for the workers come from, and what they wrote into goes. */
  readonly buffers?: BufferPool | undefined;
  /** Longest time an item may take, in milliseconds. */
  readonly timeout: number;
  /** How many more times an item that failed is tried. */
  readonly retries: number;
  /**
   * Whether an item that failed could fare otherwise the next time: only what is given to a
   * job beside its item can make a difference.
   */
  readonly canDiffer: boolean;
  /** What its items ask of the host, if they may. */
  readonly calls?: CallLog | undefined;
  /** Whose turn it is when its items run: submitters of one lane share their turns. */
  readonly lane: object;
  /** Orders the submissions of a lane by when they came. */
  readonly order: number;
}

/** A batch on its way through the workers. */
export class Submission {
  readonly options: SubmissionOptions;
  /** Resolves when every item has an outcome. */
  readonly done: Promise<void>;
  readonly #settle = Promise.withResolvers<void>();
  #missing: number;
  #isOver = false;

  /** Of `count` items. */
  constructor(count: number, options: SubmissionOptions) {
    this.options = options;
    this.#missing = count;
    this.done = this.#settle.promise;
    // A caller that awaits `done` sees the rejection; one that does not is no fault.
    this.done.catch(() => {});
  }

  /** Whether further outcomes are of no interest. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What its items ask of the host, if they may. */
  get calls(): CallLog | undefined {
    return this.options.calls;
  }

  /** Takes in outcomes; drops them when the submission is over. */
  deliver(result: BatchResult): void {
    if (this.#isOver) return;
    this.#missing -= result.batch.count;
    this.calls?.end(result.batch);
    if (invariants.checked) {
      invariant(this.#missing >= 0, "no item has two outcomes");
    }
    const { table } = this.options;
    if (table !== undefined) finishRows(table, result.batch);
    try {
      this.options.onResult(result);
    } catch (error) {
      return this.fail(error);
    }
    if (this.#missing > 0) return;
    this.#isOver = true;
    this.#settle.resolve();
  }

  /** Ends the submission without the outcomes that are missing. */
  fail(reason: unknown): void {
    this.#isOver = true;
    this.calls?.endAll();
    this.#settle.reject(reason);
  }
}
