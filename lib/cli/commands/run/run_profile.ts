import type { BatchResult } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { type Latency, LatencyHistogram } from "../../report/latency.ts";
import { SlowestItems } from "../../report/slowest.ts";
import { Timeline } from "../../report/timeline.ts";
import type { ItemPosition } from "../../report/item_position.ts";
import type { RunDetails } from "../../report/totals.ts";
import type { RunStats } from "./run_stats.ts";

/** What a profile is made with. */
export interface RunProfileOptions {
  readonly run: RunSettings;
  readonly stats: RunStats;
  /** The memory of the process, in bytes. */
  readonly memory: () => number;
  /** Told how long each item took, in milliseconds. */
  readonly onItem?: ((ms: number) => void) | undefined;
}

/** Takes in what `--stats` tells beside the totals: times, slow items, memory. */
export class RunProfile {
  #memoryPeak = 0;
  readonly #latency = new LatencyHistogram();
  readonly #steps = new LatencyHistogram();
  readonly #slowest = new SlowestItems();
  readonly #timeline = new Timeline();
  readonly #options: RunProfileOptions;

  constructor(options: RunProfileOptions) {
    this.#options = options;
  }

  /** Takes in a result, whose items are called as `placeOf` says. O(its items). */
  add(
    result: BatchResult,
    placeOf: (position: number) => ItemPosition,
  ): void {
    const { batch, steps = [] } = result;
    // A line that holds no item takes no step.
    for (const count of steps) if (count > 0) this.#steps.add(count);
    for (let item = 0; item < batch.count; item++) {
      const ms = this.#timeOf(result, item);
      if (ms === undefined) continue;
      this.#latency.add(ms);
      this.#options.onItem?.(ms);
      if (!this.#slowest.isSlow(ms)) continue;
      this.#slowest.add({ ...placeOf(batch.first + item), ms });
    }
    this.#mark();
  }

  /** All that was taken in. */
  details(workers: number): RunDetails {
    const { stats } = this.#options;
    this.#mark(true);
    const { elapsedMs, readMs, writeMs } = stats;
    const workMs = this.#latency.sumMs;
    return {
      latency: this.#latency.latency,
      slowest: this.#slowest.items,
      ...stepsOf(this.#steps.latency),
      stages: { readMs, workMs, writeMs },
      workers,
      workersBusy: Math.min(1, workMs / (workers * elapsedMs)),
      memoryPeak: this.#memoryPeak,
      timeline: this.#timeline.marks,
    };
  }

  /** How long an item took; only the host knows it when the worker was ended. */
  #timeOf({ times, failures }: BatchResult, item: number): number | undefined {
    if (times !== undefined) return times[item];
    return failures[0]?.kind === "timeout"
      ? this.#options.run.timeoutMs
      : undefined;
  }

  #mark(isLast = false): void {
    const { stats, memory } = this.#options;
    const { elapsedMs, done, failed } = stats;
    if (!isLast && !this.#timeline.isDue(elapsedMs)) return;
    this.#timeline.add({ atMs: Math.round(elapsedMs), done, failed });
    this.#memoryPeak = Math.max(this.#memoryPeak, memory());
  }
}

function stepsOf(counted: Latency | undefined): Pick<RunDetails, "steps"> {
  if (counted === undefined) return {};
  const { sumMs, minMs, p50Ms, p90Ms, p99Ms, maxMs } = counted;
  const [p50 = 0, p90 = 0, p99 = 0] = [p50Ms, p90Ms, p99Ms].map(Math.round);
  return { steps: { sum: sumMs, min: minMs, p50, p90, p99, max: maxMs } };
}
