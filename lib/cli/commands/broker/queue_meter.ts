import type { Meter } from "../../terminal.ts";
import type { Queue } from "./session.ts";

/** How often the queue is asked how much is in it, in milliseconds. */
const ASK_MS = 5000;

/** What a {@linkcode QueueMeter} counts. */
export interface QueueMeterParts {
  readonly meter: Meter;
  readonly queue: Queue;
  /** How many workers were replaced so far. */
  readonly replaced?: () => number;
}

/** Tells Deno's telemetry how much is in a queue, and how often workers were replaced. */
export class QueueMeter implements Disposable {
  readonly #parts: QueueMeterParts;
  readonly #depth: ReturnType<Meter["createGauge"]>;
  readonly #restarts: ReturnType<Meter["createCounter"]>;
  readonly #timer: ReturnType<typeof setInterval>;
  #replaced = 0;

  constructor(parts: QueueMeterParts) {
    const { meter } = parts;
    this.#parts = parts;
    this.#depth = meter.createGauge("sluice.queue.items", {
      description: "Items of a queue, by what becomes of them",
      unit: "{item}",
    });
    this.#restarts = meter.createCounter("sluice.worker.restarts", {
      description: "Workers that died or were ended, and were replaced",
      unit: "{worker}",
    });
    this.#timer = setInterval(() => void this.#measure(), ASK_MS);
    void this.#measure();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#countRestarts();
  }

  async #measure(): Promise<void> {
    this.#countRestarts();
    const { queue } = this.#parts;
    try {
      const { waiting, running, dead } = await queue.stats();
      for (const [state, count] of Object.entries({ waiting, running, dead })) {
        this.#depth.record(count, { queue: queue.name, state });
      }
    } catch {
      // What the run needs of the queue finds out, and says so.
    }
  }

  #countRestarts(): void {
    const replaced = this.#parts.replaced?.() ?? 0;
    const { name: queue } = this.#parts.queue;
    if (replaced > this.#replaced) {
      this.#restarts.add(replaced - this.#replaced, { queue });
    }
    this.#replaced = replaced;
  }
}
