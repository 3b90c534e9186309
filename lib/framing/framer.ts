import type { Batch } from "./batch.ts";

/** Cuts bytes, as they come, into batches. */
export interface Framer {
  /** Whether there is a whole line to give. */
  readonly hasLines: boolean;
  /** Whether what comes next does not matter any more. */
  readonly isOver: boolean;
  /** Where to read the next bytes to; valid until the next call of `filled`. */
  room(): Uint8Array<ArrayBuffer>;
  /** Takes in that `size` bytes were read; gives batches if it holds enough. */
  filled(size: number): Iterable<Batch>;
  /** Gives every whole line there is. */
  takeLines(): Iterable<Batch>;
  /** Gives what is left at the end of the input. */
  takeRest(): Iterable<Batch>;
}
