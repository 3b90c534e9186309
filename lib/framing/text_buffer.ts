import {
  beginsWithMark,
  decode,
  LINE_FEED,
  MARK_SIZE,
  NO_BYTES,
  SPACE,
} from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import { BUFFER_SIZE, BufferPool, lend } from "./buffer_pool.ts";
import { type LineFramerOptions, LONGEST_LINE } from "./line_framer.ts";
import { ReadyBatches } from "./ready_batches.ts";

/**
 * A batch is complete with this many bytes, however few items they are: what comes at a
 * time, 64 KB, still has room behind them.
 */
const FULL = BUFFER_SIZE - 64 * 2 ** 10;

/** Longest input of an invalid item that is kept, in bytes. */
const SNIPPET = 1024;

/** Lines, and then the begin of a text. */
export interface Appended {
  readonly text: Uint8Array;
  readonly lines: number;
  /** How many bytes the lines take. */
  readonly whole: number;
}

/** A line is looked at by itself where one may be too long. */
const LOOKED_AT = 1;

/**
 * Collects texts as the lines of batches.
 *
 * Invariants: start <= end <= the length of the buffer; what lies before start is whole
 * lines, `count` of them; what lies between start and end is the text that has begun.
 */
export class TextBuffer {
  #bytes: Uint8Array<ArrayBuffer>;
  #start = 0;
  #end = 0;
  #count = 0;
  #isTooLong = false;
  readonly #ready = new ReadyBatches();
  readonly #maxItems: number;
  readonly #longest: number;
  readonly #buffers: BufferPool;

  constructor(options: LineFramerOptions) {
    const { maxItems, longestLine = LONGEST_LINE } = options;
    this.#maxItems = checkInteger("maxItems", maxItems, { least: 1 });
    this.#longest = checkInteger("longestLine", longestLine, { least: 1 });
    this.#buffers = options.buffers ?? new BufferPool();
    this.#bytes = this.#buffers.take(BUFFER_SIZE);
  }

  /** Whether there is nothing to take. */
  get isEmpty(): boolean {
    return this.#count === 0 && this.#ready.isEmpty;
  }

  /** Whether it is time to take what there is. */
  get isFull(): boolean {
    return this.#count >= this.#maxItems || this.#start >= FULL ||
      !this.#ready.isEmpty;
  }

  /** The last byte of the text that has begun, less blanks; undefined if it is empty. */
  get lastByte(): number | undefined {
    this.#trimEnd();
    return this.#end > this.#start ? this.#bytes[this.#end - 1] : undefined;
  }

  /** How many lines may be appended at once. */
  get wanted(): number {
    const mayBeTooLong = this.#end > this.#start || this.#isTooLong ||
      this.#longest < BUFFER_SIZE;
    return mayBeTooLong ? LOOKED_AT : this.#maxItems - this.#count;
  }

  /** Adds lines, at most as many as are wanted, and the begin of a text. */
  append({ text, lines, whole }: Appended): void {
    this.#reserve(text.length);
    if (lines === LOOKED_AT && this.#isLong(whole - 1)) {
      this.#isTooLong = true;
      this.finish();
      return this.append({ text: text.subarray(whole), lines: 0, whole: 0 });
    }
    this.#bytes.set(text, this.#end);
    if (lines > 0) {
      this.#start = this.#end + whole;
      this.#count += lines;
    }
    this.#end += text.length;
  }

  /** Takes a byte order mark away from the begin of the text. */
  dropMark(): void {
    const begun = this.#bytes.subarray(this.#start, this.#end);
    if (!beginsWithMark(begun)) return;
    this.#bytes.copyWithin(this.#start, this.#start + MARK_SIZE, this.#end);
    this.#end -= MARK_SIZE;
  }

  /** Ends the text, which is an item now. */
  finish(): void {
    this.#trimEnd();
    if (this.#isLong(0)) {
      this.refuse(`the item is longer than ${this.#longest} bytes`);
    } else if (this.#end === this.#start) {
      this.refuse("there is nothing before the comma or the bracket");
    } else {
      this.#bytes[this.#end++] = LINE_FEED;
      this.#start = this.#end;
      this.#count++;
    }
  }

  /** Makes an invalid item of the text that has begun. */
  refuse(reason: string): void {
    this.#trimEnd();
    const begun = this.#isTooLong
      ? NO_BYTES
      : this.#bytes.subarray(this.#start, this.#end);
    const input = decode(begun.subarray(0, SNIPPET));
    this.#end = this.#start;
    this.#isTooLong = false;
    this.#cut();
    this.#ready.refuse(reason, input);
  }

  /** Takes out everything that is whole. */
  take(): readonly Batch[] {
    this.#cut();
    return this.#ready.take();
  }

  /** Makes a batch of the texts that are whole. */
  #cut(): void {
    if (this.#count === 0) return;
    const bytes = this.#bytes.subarray(0, this.#start);
    lend(this.#buffers, this.#ready.add(bytes, this.#count));
    this.#count = 0;
    this.#move(0);
  }

  /** Goes on in a new buffer, with room for `size` bytes; no line is left in the old. */
  #move(size: number): void {
    const old = this.#bytes;
    const begun = old.subarray(this.#start, this.#end);
    const { length } = begun;
    // Only buffers of one size are used again; a text that has none grows by doubling.
    const needed = length + size;
    this.#bytes = this.#buffers.take(
      needed <= BUFFER_SIZE ? BUFFER_SIZE : 2 * needed,
    );
    this.#bytes.set(begun);
    this.#start = 0;
    this.#end = length;
    this.#buffers.giveBack({ bytes: old, count: 1 });
  }

  /** Makes room for `size` bytes; a text that is too long is forgotten. */
  #reserve(size: number): void {
    if (this.#isLong(0)) {
      this.#isTooLong = true;
      this.#end = this.#start;
    }
    if (this.#end + size <= this.#bytes.length) return;
    this.#cut();
    if (this.#end + size > this.#bytes.length) this.#move(size);
  }

  /** Whether the text that has begun is too long, with `more` bytes. */
  #isLong(more: number): boolean {
    return this.#isTooLong || this.#end - this.#start + more > this.#longest;
  }

  #trimEnd(): void {
    while (
      this.#end > this.#start && (this.#bytes[this.#end - 1] ?? 0) <= SPACE
    ) this.#end--;
  }
}
