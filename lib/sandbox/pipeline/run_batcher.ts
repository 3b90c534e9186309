/**
 * Single items that callers wait for: those of one turn travel together.
 *
 * Invariants: a run waits in exactly one group until its turn ends, and is settled exactly
 * once, by its own outcome or by the failure of its group.
 *
 * @module
 */

import type { Batch } from "../../framing/batch.ts";
import type { SubmitOptions } from "../dispatch/dispatcher_options.ts";
import { ItemBatches } from "../item_batches.ts";
import { type Outcome, toOutcomes } from "../outcome.ts";
import type { Submission } from "../submission.ts";

/** Most runs in one batch. */
const MOST_RUNS = 1_000;

/** How a batch of runs is submitted. */
type Submit = (batch: Batch, options: SubmitOptions) => Submission;

/** How a run waits. */
interface RunHow {
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Run = PromiseWithResolvers<unknown>;

/** Runs that can share a batch. */
class RunGroup {
  readonly #items = new ItemBatches(MOST_RUNS);
  readonly #runs: Run[] = [];

  add(item: unknown): Promise<unknown> {
    const run = Promise.withResolvers<unknown>();
    this.#items.add(item);
    this.#runs.push(run);
    return run.promise;
  }

  submit(submit: Submit, how: RunHow): void {
    for (const batch of this.#items.take()) {
      const submission = submit(alike(batch), {
        ...how,
        input: "ndjson",
        output: "outcomes",
        onResult: (result) => {
          for (const outcome of toOutcomes(result)) this.#settle(outcome);
        },
      });
      submission.done.catch((error) => this.#fail(batch, error));
    }
  }

  #settle(outcome: Outcome): void {
    const run = this.#runs[outcome.index];
    if (outcome.ok) run?.resolve(outcome.value);
    else run?.reject(outcome.error);
  }

  /** Rejects the runs of a batch that have no outcome yet. */
  #fail({ first, count }: Batch, error: unknown): void {
    for (const run of this.#runs.slice(first, first + count)) run.reject(error);
  }
}

/** The batch, each item of which is told that it is the first: it is alone to its caller. */
function alike(batch: Batch): Batch {
  return batch.kind === "bytes" && batch.count > 1
    ? { ...batch, indexes: new Float64Array(batch.count) }
    : batch;
}

/** Makes batches of the runs of a turn. */
export class RunBatcher {
  readonly #submit: Submit;
  /** By the time that their items have. */
  readonly #groups = new Map<number | undefined, RunGroup>();

  constructor(submit: Submit) {
    this.#submit = submit;
  }

  /** Runs an item; settles with its own outcome. */
  run(item: unknown, how: RunHow): Promise<unknown> {
    const { timeout, signal } = how;
    if (signal !== undefined) return this.#runAlone(item, how);
    let group = this.#groups.get(timeout);
    if (group === undefined) {
      this.#groups.set(timeout, group = new RunGroup());
      queueMicrotask(() => this.#endTurn(timeout));
    }
    return group.add(item);
  }

  /** An item that can be aborted has a batch of its own, so that its worker is freed. */
  #runAlone(item: unknown, how: RunHow): Promise<unknown> {
    const group = new RunGroup();
    const running = group.add(item);
    group.submit(this.#submit, how);
    return running;
  }

  #endTurn(timeout: number | undefined): void {
    const group = this.#groups.get(timeout);
    this.#groups.delete(timeout);
    group?.submit(this.#submit, { timeout });
  }
}
