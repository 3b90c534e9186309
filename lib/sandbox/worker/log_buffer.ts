/**
 * What a job wrote to its console, kept until it is known whether its item runs again.
 *
 * Invariants: a line is passed on at most once; a line of an item that runs again is not
 * passed on, since it will be written again.
 *
 * @module
 */

import type { JobLog } from "../options.ts";
import type { GuestLog } from "../protocol.ts";
import type { HeldBatch } from "./in_flight.ts";

/** A batch that a worker holds. */
type Held = Pick<HeldBatch, "id" | "chunk">;

/** An honest guest sends at most 101 lines per batch; a larger backlog is dropped. */
const MOST_LINES = 1_000;

/** Passes lines on once their item is done. */
export class LogBuffer {
  readonly #onLog: ((line: JobLog) => void) | undefined;
  #lines: GuestLog[] = [];

  constructor(onLog: ((line: JobLog) => void) | undefined) {
    this.#onLog = onLog;
  }

  /** Takes in one line. */
  note(line: GuestLog): void {
    if (this.#lines.length < MOST_LINES) this.#lines.push(line);
  }

  /** Passes on the lines of the first `done` items of a batch that is over. */
  endBatch(held: Held, done: number): void {
    if (this.#lines.length === 0) return;
    this.#emit(held, (line) => line.id === held.id && line.item <= done);
    this.dropBatch(held);
  }

  /** Drops the lines of a batch that runs again. */
  dropBatch(held: Held): void {
    this.#lines = this.#lines.filter(({ id }) => id > held.id);
  }

  /** Passes on the lines of the item that ended the worker. */
  endItem(held: Held, item: number | undefined): void {
    this.#emit(held, (line) => line.id === held.id && line.item === item);
    this.#lines = [];
  }

  #emit({ chunk }: Held, isOver: (line: GuestLog) => boolean): void {
    for (const line of this.#lines) {
      if (!isOver(line)) continue;
      const { item, level, text } = line;
      const { batch } = chunk;
      const at = Math.min(item, batch.count - 1);
      const indexes = batch.kind === "bytes" ? batch.indexes : undefined;
      const position = indexes?.[at] ?? batch.first + at;
      this.#onLog?.({ position, level, text });
    }
  }
}
