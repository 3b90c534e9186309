// Finds where the elements of an array begin and end, and no more: whether an element is
// JSON is found out by who parses it. So a bad element costs only itself, its bytes stay
// as they were, and it takes a tenth of what making values here would.

import { LINE_FEED, SPACE } from "../internal/bytes.ts";
import { checkInteger } from "../internal/checks.ts";
import type { Batch } from "./batch.ts";
import type { Framer } from "./framer.ts";
import { JsonElement } from "./json_element.ts";
import { JsonLines } from "./json_lines.ts";
import { LONGEST_LINE } from "./line_framer.ts";
import { type Read, readFramed, type ReadLinesOptions } from "./sources.ts";

/** How many bytes are read at a time. */
const BUFFER_SIZE = 256 * 2 ** 10;

const COMMA = 44;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads the elements of one JSON array, or of several after each other, as batches.
 *
 * What breaks the array itself is one refused item, after all that came before it; a
 * broken element is given out like others, for its parser to complain. Takes nothing
 * from `read` while nobody asks for a batch, and holds no more than one batch and one
 * element.
 *
 * @param read Where the bytes come from; it is not called again before it has settled.
 * @param options How the elements are grouped; `longestLine` is that of an element.
 * @returns The batches; at once at its end when the signal aborts.
 * @throws {RangeError} If `maxItems` makes no sense.
 * @throws What `read` threw, once all that is whole was given out.
 */
export async function* readJsonArray(
  read: Read,
  options: ReadLinesOptions,
): AsyncGenerator<Batch, void> {
  yield* readFramed(read, new JsonArrayFramer(options), options.signal);
}

/** Where in the text of an array the framer is. */
type Place = "outside" | "before element" | "in element" | "broken";

class JsonArrayFramer implements Framer {
  readonly #buffer = new Uint8Array(BUFFER_SIZE);
  readonly #lines: JsonLines;
  readonly #element: JsonElement;
  #place: Place = "outside";
  /** Whether the array has had no comma yet. */
  #isFirst = true;
  /** The line on which the array begins; 0 if there was none. */
  #arrayLine = 0;
  /** How many bytes of a byte order mark there were. */
  #mark = 0;

  constructor({ maxItems, longestLine = LONGEST_LINE }: ReadLinesOptions) {
    checkInteger("longestLine", longestLine, { least: 1 });
    this.#lines = new JsonLines(maxItems, longestLine);
    this.#element = new JsonElement(this.#lines);
  }

  get hasLines(): boolean {
    return !this.#lines.isEmpty;
  }

  get isOver(): boolean {
    return this.#place === "broken";
  }

  room(): Uint8Array<ArrayBuffer> {
    return this.#buffer;
  }

  *filled(size: number): Generator<Batch, void> {
    const bytes = this.#buffer.subarray(0, size);
    for (let at = 0; at < size;) {
      at = this.#place === "in element"
        ? this.#readElement(bytes, at)
        : this.#readBetween(bytes, at);
      if (this.#lines.isFull) yield* this.#lines.take();
    }
  }

  takeLines(): readonly Batch[] {
    return this.#lines.take();
  }

  takeRest(): readonly Batch[] {
    if (this.#place === "outside") {
      if (this.#arrayLine === 0) {
        this.#break("the input is empty, and should be an array");
      }
    } else if (!this.isOver) {
      const isWhole = this.#place === "in element" && this.#element.isWhole;
      if (isWhole) this.#lines.finish();
      this.#break(
        `the array that begins on line ${this.#arrayLine} is not closed`,
      );
    }
    return this.#lines.take();
  }

  #readElement(bytes: Uint8Array, start: number): number {
    const at = this.#element.scan(bytes, start);
    if (at < bytes.length) this.#endElement(bytes[at] === CLOSE_ARRAY);
    return at + 1;
  }

  /** Goes on to the next element, and not beyond its first byte. */
  #readBetween(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at] ?? SPACE;
      if (byte === LINE_FEED) this.#element.line++;
      if (byte <= SPACE) continue;
      if (this.#place === "outside") this.#beginArray(byte);
      else if (byte === CLOSE_ARRAY && this.#isFirst) this.#place = "outside";
      else if (byte === CLOSE_ARRAY || byte === COMMA) {
        this.#endElement(byte === CLOSE_ARRAY);
      } else {
        this.#place = "in element";
        this.#element.begin();
        return at;
      }
      if (this.isOver) break;
    }
    return bytes.length;
  }

  #beginArray(byte: number): void {
    const { line } = this.#element;
    if (byte === BYTE_ORDER_MARK[this.#mark]) {
      this.#mark++;
    } else if (byte === OPEN_ARRAY) {
      this.#arrayLine = line;
      this.#place = "before element";
      this.#isFirst = true;
    } else {
      const found = JSON.stringify(String.fromCharCode(byte));
      this.#break(`line ${line} has ${found} where an array should begin`);
    }
  }

  #endElement(isLast: boolean): void {
    this.#lines.finish();
    this.#place = isLast ? "outside" : "before element";
    this.#isFirst = false;
  }

  #break(why: string): void {
    this.#place = "broken";
    this.#lines.refuse(why);
  }
}
