/**
 * How far reading may be ahead of writing: the one place where a pipe is held back.
 *
 * Invariants: `read` counts what was taken in and is not written, `done` the part of it that
 * has its outcomes; `0 <= done <= read`, and without items there are no bytes; what was read
 * and is neither written nor run by a worker is at most `capacity` items, and was below
 * `MOST_BYTES` before the last batch.
 *
 * @module
 */

import { abortable } from "../../internal/abortable.ts";
import { invariant, invariants } from "../../internal/invariant.ts";
import { type Batch, bytesOf } from "../../framing/batch.ts";
import type { BatchResult } from "../result.ts";

/** Most that may be read and not written, in bytes, with the results. */
const MOST_BYTES = 8 * 2 ** 20;

/** What a result costs beside its bytes. */
const RESULT_BYTES = 256;

/** Batches that fill the capacity: with one, reading and working would take turns. */
const BATCHES = 2;

/** An amount of items, and of bytes that they take up. */
interface Amount {
  items: number;
  bytes: number;
}

/** What a window is made with. */
export interface FlowWindowOptions {
  /** Most items that are read and neither run nor written. */
  readonly capacity: number;
  /** What the workers are on. */
  readonly running: () => Readonly<Amount>;
  /** Ends every wait. */
  readonly signal: AbortSignal;
}

/** Most items that a batch may have where `capacity` items may wait. */
export function batchLimit(capacity: number): number {
  return Math.ceil(capacity / BATCHES);
}

/** Counts items and bytes from reading to writing. */
export class FlowWindow {
  readonly #options: FlowWindowOptions;
  readonly #read: Amount = { items: 0, bytes: 0 };
  readonly #done: Amount = { items: 0, bytes: 0 };
  #change: PromiseWithResolvers<void> | undefined;

  constructor(options: FlowWindowOptions) {
    this.#options = options;
  }

  /** How many items are done and not written. */
  get unwritten(): number {
    return this.#done.items;
  }

  /** Whether results may come for one more batch. */
  get hasRoomForResults(): boolean {
    return this.#done.bytes < MOST_BYTES;
  }

  /**
   * Resolves when `items` more may be read.
   *
   * @throws The reason of the signal.
   */
  async room(items: number): Promise<void> {
    while (!this.#hasRoom(items)) {
      this.#change ??= Promise.withResolvers();
      await abortable(this.#change.promise, this.#options.signal);
    }
  }

  /** Takes in that a batch was read. */
  take(batch: Batch): void {
    add(this.#read, batch.count, inputBytes(batch));
    this.#check();
  }

  /** Takes in that items have their outcomes. */
  finish({ batch, output }: BatchResult): void {
    add(this.#read, 0, resultBytes(output));
    add(this.#done, batch.count, inputBytes(batch) + resultBytes(output));
    this.#check();
  }

  /** Takes in that outcomes were written. */
  write({ batch, output }: BatchResult): void {
    const bytes = inputBytes(batch) + resultBytes(output);
    add(this.#read, -batch.count, -bytes);
    add(this.#done, -batch.count, -bytes);
    this.#check();
    this.changed();
  }

  /** Looks again whether there is room: the workers have begun something else. */
  changed(): void {
    this.#change?.resolve();
    this.#change = undefined;
  }

  #hasRoom(items: number): boolean {
    const { capacity, running } = this.#options;
    if (this.#read.items === 0) return true;
    const run = running();
    return this.#read.items - run.items + items <= capacity &&
      this.#read.bytes - run.bytes < MOST_BYTES;
  }

  #check(): void {
    if (!invariants.checked) return;
    const [read, done] = [this.#read, this.#done];
    invariant(done.items >= 0 && done.bytes >= 0, "no result is written twice");
    invariant(read.items >= done.items, "only what was read is done");
    const isEmpty = read.items === 0;
    invariant(!isEmpty || read.bytes === 0, "what was written weighs nothing");
  }
}

function add(amount: Amount, items: number, bytes: number): void {
  amount.items += items;
  amount.bytes += bytes;
}

function inputBytes(batch: Batch): number {
  return bytesOf(batch)?.length ?? 0;
}

function resultBytes(output: Uint8Array): number {
  return RESULT_BYTES + output.length;
}
