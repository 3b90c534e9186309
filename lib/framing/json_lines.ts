import { decode, LINE_FEED, SPACE } from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import { invalidItem } from "./invalid_item.ts";

/** So many bytes are worth a batch, however few items they are. */
const FULL = 256 * 2 ** 10;

/** Longest input of a refused item that is kept, in bytes. */
const SNIPPET = 1024;

/** Collects JSON texts, in pieces of bytes, as the lines of batches. */
export class JsonLines {
  #bytes = new Uint8Array(2 * FULL);
  #end = 0;
  /** Where the text that has begun, and is not whole, begins. */
  #start = 0;
  #count = 0;
  #first = 0;
  #isTooLong = false;
  #ready: Batch[] = [];
  readonly #maxItems: number;
  readonly #longest: number;

  constructor(maxItems: number, longest: number) {
    checkInteger("maxItems", maxItems, { least: 1 });
    this.#maxItems = maxItems;
    this.#longest = longest;
  }

  /** Whether there is nothing to take. */
  get isEmpty(): boolean {
    return this.#count === 0 && this.#ready.length === 0;
  }

  /** Whether it is time to take what there is. */
  get isFull(): boolean {
    return this.#count >= this.#maxItems || this.#start >= FULL ||
      this.#ready.length > 0;
  }

  /** The last byte of the text that has begun, less spaces; undefined if it is empty. */
  get lastByte(): number | undefined {
    this.#trimEnd();
    return this.#end > this.#start ? this.#bytes[this.#end - 1] : undefined;
  }

  /** Adds a piece to the text that has begun. */
  append(piece: Uint8Array): void {
    if (this.#end - this.#start + piece.length > this.#longest) {
      this.#isTooLong = true;
    }
    if (this.#isTooLong) return;
    this.#reserve(piece.length + 1);
    this.#bytes.set(piece, this.#end);
    this.#end += piece.length;
  }

  /** Ends the text. */
  finish(): void {
    this.#trimEnd();
    if (this.#isTooLong) {
      this.refuse(`the item is longer than ${this.#longest} bytes`);
    } else if (this.#end === this.#start) {
      this.refuse("there is nothing before the comma or the bracket");
    } else {
      this.#bytes[this.#end++] = LINE_FEED;
      this.#start = this.#end;
      this.#count++;
    }
  }

  /** Makes a refused item of the text that has begun. */
  refuse(reason: string): void {
    const begun = this.#bytes.subarray(this.#start, this.#end);
    const input = decode(begun.subarray(0, SNIPPET));
    this.#end = this.#start;
    this.#isTooLong = false;
    this.#cut();
    this.#ready.push(invalidItem({ first: this.#first++, reason, input }));
  }

  /** Takes out everything that is whole. */
  take(): readonly Batch[] {
    this.#cut();
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Makes a batch of the texts that are whole. */
  #cut(): void {
    const count = this.#count;
    if (count === 0) return;
    const bytes = this.#bytes.slice(0, this.#start);
    this.#ready.push({ kind: "bytes", first: this.#first, count, bytes });
    const begun = this.#bytes.subarray(this.#start, this.#end);
    // One long text must not hold its memory for ever.
    const isMuchTooLong = this.#bytes.length > 4 * (FULL + begun.length);
    if (isMuchTooLong) this.#bytes = new Uint8Array(2 * (FULL + begun.length));
    this.#bytes.set(begun);
    this.#start = 0;
    this.#end = begun.length;
    this.#first += count;
    this.#count = 0;
  }

  /** Drops spaces, and line ends and tabs like them, from the end of the text. */
  #trimEnd(): void {
    while (
      this.#end > this.#start && (this.#bytes[this.#end - 1] ?? 0) <= SPACE
    ) this.#end--;
  }

  #reserve(size: number): void {
    if (this.#end + size <= this.#bytes.length) return;
    const longer = new Uint8Array(2 * (this.#end + size));
    longer.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = longer;
  }
}
