import type { Batch, BatchResult, SandboxStats } from "../../../mod.ts";
import type { ProgressState } from "../../report/progress.ts";
import type { RunTotals } from "../../report/totals.ts";
import { WrittenItems } from "./written_items.ts";

/** Counts what happens in a run. */
export class RunStats {
  /** Items that were read, with blank lines until they are known to be blank. */
  read = 0;
  bytesIn = 0;
  peakWaiting = 0;
  /** Why the input broke off, if it did. */
  brokenInput: Error | undefined;
  /** Time spent in waiting for input, in milliseconds. */
  readMs = 0;
  /** Time spent in waiting until results were written, in milliseconds. */
  writeMs = 0;
  /** Whether the input was read to its end. */
  isInputOver = false;
  /** What was written. */
  readonly written = new WrittenItems();
  #finished = 0;
  #failedCount = 0;
  #blank = 0;
  #emitted = 0;
  readonly #failed: Record<string, number> = {};
  readonly #start = performance.now();

  /** Items whose job returned. */
  get done(): number {
    return this.#finished - this.#failedCount - this.#blank;
  }

  /** Items that failed. */
  get failed(): number {
    return this.#failedCount;
  }

  /** Items read that have no outcome yet. */
  get unfinished(): number {
    return this.read - this.#finished;
  }

  /** Time since the run began, in milliseconds. */
  get elapsedMs(): number {
    return performance.now() - this.#start;
  }

  /** Counts items that were read. */
  countRead({ first, count }: Batch): void {
    if (this.read === 0) this.written.begin(first);
    this.read += count;
  }

  /** Counts how many items wait. */
  countWaiting(items: number): void {
    this.peakWaiting = Math.max(this.peakWaiting, items);
  }

  /** Counts outcomes. */
  countOutcomes({ batch, emitted, blank, failures }: BatchResult): void {
    this.#finished += batch.count;
    this.#blank += blank;
    this.#emitted += emitted;
    this.#failedCount += failures.length;
    for (const { kind } of failures) {
      this.#failed[kind] = (this.#failed[kind] ?? 0) + 1;
    }
  }

  /** How far the run is; what is not counted here is given. */
  progress(
    rest: Omit<ProgressState, "done" | "failed" | "elapsedMs">,
  ): ProgressState {
    const { done, failed, elapsedMs } = this;
    return { done, failed, elapsedMs, ...rest };
  }

  /** Everything counted, for the report. */
  totals(bytesOut: number, stats: SandboxStats): RunTotals {
    return {
      read: this.read - this.#blank,
      done: this.done,
      emitted: this.#emitted,
      failed: this.#failed,
      retried: stats.retried,
      workersReplaced: stats.replaced,
      peakWaiting: this.peakWaiting,
      elapsedMs: this.elapsedMs,
      bytesIn: this.bytesIn,
      bytesOut,
    };
  }
}
