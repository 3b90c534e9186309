import type { Batch } from "./batch.ts";
import { invalidItem } from "./invalid_item.ts";

/** Batches that wait to be taken; their items are counted from 0 on. */
export class ReadyBatches {
  #first = 0;
  #ready: Batch[] = [];

  /** Whether there is nothing to take. */
  get isEmpty(): boolean {
    return this.#ready.length === 0;
  }

  /** Adds lines, at least one, as a batch. */
  add(bytes: Uint8Array<ArrayBuffer>, count: number): Batch {
    const batch: Batch = { kind: "bytes", first: this.#first, count, bytes };
    this.#first += count;
    this.#ready.push(batch);
    return batch;
  }

  /** Adds an item that cannot be tried. */
  refuse(reason: string, input: string): void {
    this.#ready.push(invalidItem({ first: this.#first++, reason, input }));
  }

  /** Takes out everything that was added. */
  take(): readonly Batch[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}
