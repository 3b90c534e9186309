import type { BatchResult } from "../../../mod.ts";
import type { Meter } from "../../terminal.ts";

/** Ends of the buckets of the histogram, in seconds. */
const BOUNDS_S = [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 60] as const;

/** Counts the items of a run for Deno's telemetry. */
export class RunMeter {
  readonly #items: ReturnType<Meter["createCounter"]>;
  readonly #durations: ReturnType<Meter["createHistogram"]>;

  constructor(meter: Meter) {
    this.#items = meter.createCounter("sluice.items", {
      description: "Items that have an outcome, by the kind of it",
      unit: "{item}",
    });
    this.#durations = meter.createHistogram("sluice.item.duration", {
      description: "How long the job took for an item",
      unit: "s",
      advice: { explicitBucketBoundaries: [...BOUNDS_S] },
    });
  }

  /** Takes in how long an item took. */
  readonly addTime = (ms: number): void => this.#durations.record(ms / 1000);

  /** Takes in outcomes. O(failures). */
  addOutcomes({ batch, blank, failures }: BatchResult): void {
    const done = batch.count - blank - failures.length;
    if (done > 0) this.#items.add(done, { outcome: "done" });
    for (const { kind } of failures) this.#items.add(1, { outcome: kind });
  }
}
