import type { GuestLog } from "../protocol.ts";
import type { JobLog } from "../options.ts";
import type { Chunk } from "../dispatch/chunk.ts";

/** A batch that a worker holds. */
interface Held {
  readonly id: number;
  readonly chunk: Chunk;
  readonly isTaken: boolean;
}

/** More lines than a guest sends of two batches; more are from nobody honest. */
const MOST_LINES = 1_000;

/**
 * Keeps what a job wrote until it is known whether its item will run again, so that
 * each line comes out once.
 */
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
