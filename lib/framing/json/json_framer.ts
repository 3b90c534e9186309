// Finds where values begin and end, and no more: whether one is JSON is found out by who
// parses it. So a bad value costs only itself, and its bytes stay as they were.

import type { Batch } from "../batch.ts";
import type { Framer } from "../framer.ts";
import { Event, JsonScan, SLICE } from "./json_scan.ts";
import type { LineFramerOptions } from "../line_framer.ts";
import { TextBuffer } from "../text_buffer.ts";

/** How many bytes are read at a time. */
const READ_SIZE = 256 * 2 ** 10;

/** What ends a value that can be nothing longer. */
const ENDS: ReadonlySet<unknown> = new Set(new TextEncoder().encode('"]}'));

/**
 * Cuts JSON values, one after another, into batches: the elements of an array that is
 * not part of another value are items, and any other value is one.
 */
export class JsonFramer implements Framer {
  readonly isOver = false;
  readonly #buffer = new Uint8Array(READ_SIZE);
  readonly #texts: TextBuffer;
  readonly #scan = new JsonScan();

  constructor(options: LineFramerOptions) {
    this.#texts = new TextBuffer(options);
  }

  /** Whether there is a whole value. */
  get hasLines(): boolean {
    return !this.#texts.isEmpty;
  }

  /** Where to read the next bytes to. */
  room(): Uint8Array<ArrayBuffer> {
    return this.#buffer;
  }

  /** Takes in that `size` bytes were read; gives batches that are full. */
  *filled(size: number): Generator<Batch, void> {
    const scan = this.#scan;
    const texts = this.#texts;
    for (let from = 0; from < size; from += SLICE) {
      const to = Math.min(size, from + SLICE);
      scan.put(this.#buffer.subarray(from, to));
      while (!scan.isDone) {
        const { event, ...followed } = scan.follow(texts.wanted);
        texts.append(followed);
        this.#handle(event);
        if (texts.isFull) yield* texts.take();
      }
    }
  }

  /** Gives every whole value there is. */
  takeLines(): readonly Batch[] {
    return this.#texts.take();
  }

  /** Gives what is left at the end of the input. */
  takeRest(): readonly Batch[] {
    const scan = this.#scan;
    const texts = this.#texts;
    if (scan.isInScalar) this.#handle(Event.ScalarEnd);
    // A number may go on where the input breaks off.
    const isWhole = scan.isInArray && scan.isInValue && scan.isClosed &&
      ENDS.has(texts.lastByte);
    if (isWhole) texts.finish();
    if (scan.isInArray || scan.isInValue) {
      const what = scan.isInArray ? "array" : "value";
      texts.refuse(
        `the ${what} that begins on line ${scan.beginLine} is not closed`,
      );
    }
    return texts.take();
  }

  #handle(event: number): void {
    const texts = this.#texts;
    if (event === Event.BlankEnd) texts.finish();
    else if (event === Event.Another) {
      texts.refuse("another value begins inside of it, where none can");
    } else if (event === Event.ScalarEnd) {
      // Files that were joined may each begin with a mark.
      texts.dropMark();
      if (texts.lastByte !== undefined) texts.finish();
    }
  }
}
