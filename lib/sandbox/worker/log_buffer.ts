/**
 * What a job wrote to its console, kept until it is known whether its item runs again.
 *
 * Invariants: a line is passed on at most once; a line of an item that runs again is not
 * passed on, since it will be written again.
 *
 * @module
 */

import type { Chunk } from "../chunk.ts";
import type { JobLog } from "../options.ts";
import type { GuestLog } from "../protocol.ts";

/** A batch that a worker holds. */
interface Held {
  readonly id: number;
  readonly chunk: Chunk;
  readonly isTaken: boolean;
}

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
    this.#lines = this.#lines.filter(({ id }) => id > held.id);
  }

  /** Passes on the lines of the item that ended the worker. */
  endItem(held: Held, item: number | undefined): void {
    this.#emit(held, (line) => line.id === held.id && line.item === item);
    this.#lines = [];
  }

  #emit({ chunk, isTaken }: Held, isOver: (line: GuestLog) => boolean): void {
    if (isTaken) return;
    for (const line of this.#lines) {
      if (!isOver(line)) continue;
      const { item, level, text } = line;
      const last = chunk.batch.count - 1;
      const position = chunk.batch.first + Math.min(item, last);
      this.#onLog?.({ position, level, text });
    }
  }
}
