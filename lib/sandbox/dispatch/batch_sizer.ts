import type { BatchReply } from "../protocol.ts";

/**
 * How long a batch should take, in milliseconds: long enough to be worth a message, which
 * costs this thread up to half of one, and short enough for the batches that wait for their turn.
 */
const TARGET_MS = 16;

/** How much longer a batch may be if nothing is left of it then. */
const STRETCH = 1.5;

/** How much larger than the last one a batch may be. */
const GROWTH = 8;

/** Learns how many items make a batch of the right length. */
export class BatchSizer {
  #itemMs: number | undefined;
  #lastCount = 0;
  #limit = 1;

  /** Milliseconds an item takes, or undefined as long as none was run. */
  get itemMs(): number | undefined {
    return this.#itemMs;
  }

  /** How many items the next batch should have. */
  get limit(): number {
    return this.#limit;
  }

  /** Whether a second batch may wait at a worker without making another batch late. */
  get isQuick(): boolean {
    return this.#itemMs !== undefined && this.#itemMs < TARGET_MS;
  }

  /** How many of `count` items to take: all of them if the rest would be a small batch. */
  part(count: number): number {
    return count <= STRETCH * this.#limit ? count : this.#limit;
  }

  /** Takes in that `count` items took `elapsedMs`. */
  learn(count: number, elapsedMs: number): void {
    const sample = elapsedMs / count;
    const before = this.#itemMs ?? sample;
    const isSlower = sample > before;
    // The first items are slow, before their code is compiled: many outweigh few.
    const weight = isSlower ? 1 / 2 : count / (count + this.#lastCount);
    this.#itemMs = before + weight * (sample - before);
    this.#lastCount = count;
    const fitting = Math.floor(TARGET_MS / Math.max(this.#itemMs, 1e-6));
    const most = Math.max(this.#limit, count) * GROWTH;
    this.#limit = Math.max(1, Math.min(fitting, most));
  }
}

/** How long all items took, in milliseconds. */
export class WorkTimes {
  /** In their workers. */
  workMs = 0;
  /** On the module's top level, about. */
  moduleMs = 0;

  /** Adds those of a batch. */
  add(
    { elapsedMs, moduleMs = 0 }: Pick<BatchReply, "elapsedMs" | "moduleMs">,
  ): void {
    this.workMs += elapsedMs;
    this.moduleMs += moduleMs;
  }
}
