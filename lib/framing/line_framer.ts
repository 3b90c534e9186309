import {
  beginsWithMark,
  LINE_FEED,
  MARK_SIZE,
  NO_BYTES,
} from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import { type Batch, splitBatch } from "./batch.ts";
import { BatchFill } from "./batch_fill.ts";
import { BUFFER_SIZE, BufferPool, lend } from "./buffer_pool.ts";
import type { Framer } from "./framer.ts";
import { countLineFeeds } from "./line_feeds.ts";

/** Longest line or JSON text, in bytes: V8 aborts the process on JSON with 2^27 elements. */
export const LONGEST_LINE = 128 * 2 ** 20;

/** What a {@linkcode LineFramer} may hold. */
export interface LineFramerOptions {
  /** Most lines in a batch. */
  readonly maxItems: number;
  /**
   * Longest line, in bytes without its line feed; a longer one is refused, and costs
   * no other.
   *
   * @default {134217728}
   */
  readonly longestLine?: number | undefined;
  /** Where buffers come from, and go when what was cut from them is done. */
  readonly buffers?: BufferPool | undefined;
}

/**
 * Cuts bytes, as they come, into batches of whole lines, without copying them.
 *
 * Invariants: start <= lineEnd or there is no whole line; start <= end <= limit <= the
 * buffer's length; what lies behind end was never read, and may be of another input.
 */
export class LineFramer implements Framer {
  readonly isOver = false;
  #buffer: Uint8Array<ArrayBuffer>;
  /** Begin of what was not given out. */
  #start = 0;
  /** End of the last whole line. */
  #lineEnd = 0;
  /** End of what was read. */
  #end = 0;
  /** Where reading into this buffer ends: short lines fill a batch before its end. */
  #limit = BUFFER_SIZE;
  #position = 0;
  #isSkipping = false;
  readonly #fill: BatchFill;
  readonly #maxItems: number;
  readonly #longestLine: number;
  readonly #buffers: BufferPool;

  constructor(options: LineFramerOptions) {
    const { maxItems, longestLine = LONGEST_LINE } = options;
    const { buffers = new BufferPool() } = options;
    checkInteger("maxItems", maxItems, { least: 1 });
    checkInteger("longestLine", longestLine, { least: 1 });
    this.#maxItems = maxItems;
    this.#fill = new BatchFill(maxItems);
    this.#longestLine = longestLine;
    this.#buffers = buffers;
    this.#buffer = buffers.take(BUFFER_SIZE);
  }

  /** Whether there is a whole line. */
  get hasLines(): boolean {
    return this.#lineEnd > this.#start;
  }

  /** Where to read the next bytes to; valid until the next call of `filled`. */
  room(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(this.#end, this.#limit);
  }

  /** Takes in that `size` bytes were read; gives batches if the buffer is full. */
  *filled(size: number): Generator<Batch, void> {
    const added = this.#buffer.subarray(this.#end, this.#end + size);
    this.#end += size;
    if (this.#isSkipping) this.#skip(added);
    const found = added.lastIndexOf(LINE_FEED);
    if (found !== -1) this.#lineEnd = this.#end - size + found + 1;
    if (this.#end < this.#limit) return;
    yield* this.takeLines();
    yield* this.#makeRoom();
  }

  /** Gives every whole line there is. */
  *takeLines(): Generator<Batch, void> {
    if (this.hasLines) yield* this.#take(this.#lineEnd);
  }

  /** Gives what is left at the end of the input, where a line feed may be missing. */
  *takeRest(): Generator<Batch, void> {
    if (this.#end > this.#start) yield* this.#take(this.#end);
  }

  *#take(end: number): Generator<Batch, void> {
    const bytes = this.#withoutMark(this.#buffer.subarray(this.#start, end));
    this.#start = end;
    // As good as never true: then there is no need to look at single lines.
    if (bytes.length > this.#longestLine) yield* this.#sift(bytes);
    else yield* this.#cut(bytes);
  }

  /** Gives the lines, and each that is too long as one that is refused. */
  *#sift(bytes: Uint8Array<ArrayBuffer>): Generator<Batch, void> {
    let kept = 0;
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(LINE_FEED, start);
      const end = found === -1 ? bytes.length : found;
      const next = end + 1;
      if (end - start > this.#longestLine) {
        yield* this.#cut(bytes.subarray(kept, start));
        yield this.#invalid();
        kept = next;
      }
      start = next;
    }
    yield* this.#cut(bytes.subarray(kept));
  }

  /** Gives the lines in batches of about the same size. */
  *#cut(bytes: Uint8Array<ArrayBuffer>): Generator<Batch, void> {
    if (bytes.length === 0) return;
    const isWhole = bytes.at(-1) === LINE_FEED;
    const count = countLineFeeds(bytes) + (isWhole ? 0 : 1);
    const batches = Math.ceil(count / this.#maxItems);
    this.#fill.learn(bytes.length, count);
    const first = this.#position;
    this.#position += count;
    let rest: Batch | undefined = { kind: "bytes", first, count, bytes };
    while (rest !== undefined) {
      const [batch, next]: [Batch, Batch | undefined] = splitBatch(
        rest,
        Math.ceil(count / batches),
      );
      rest = next;
      lend(this.#buffers, batch);
      yield batch;
    }
  }

  #invalid(): Batch {
    const reason = `the line is longer than ${this.#longestLine} bytes`;
    const first = this.#position++;
    return { kind: "invalid", first, count: 1, bytes: NO_BYTES, reason };
  }

  #withoutMark(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const isMarked = this.#position === 0 && beginsWithMark(bytes);
    return isMarked ? bytes.subarray(MARK_SIZE) : bytes;
  }

  /** Goes on in a new buffer, since batches still use the old one. */
  *#makeRoom(): Generator<Batch, void> {
    const rest = this.#buffer.subarray(this.#start, this.#end);
    const isTooLong = this.#withoutMark(rest).length > this.#longestLine;
    const kept = isTooLong ? NO_BYTES : rest;
    const old = this.#buffer;
    this.#buffer = this.#buffers.take(Math.max(BUFFER_SIZE, 2 * kept.length));
    this.#buffer.set(kept);
    this.#limit = this.#fill.limitOf(this.#buffer, kept.length);
    this.#start = this.#lineEnd = 0;
    this.#end = kept.length;
    // Last, since what is kept is empty once its buffer was given back.
    this.#buffers.giveBack({ bytes: old, count: 1 });
    if (!isTooLong) return;
    this.#isSkipping = true;
    yield this.#invalid();
  }

  /** Drops what belongs to a line that was refused. */
  #skip(added: Uint8Array): void {
    const found = added.indexOf(LINE_FEED);
    this.#isSkipping = found === -1;
    this.#start = this.#end;
    if (found === -1) this.#start = this.#end = 0;
    else this.#start -= added.length - found - 1;
  }
}
