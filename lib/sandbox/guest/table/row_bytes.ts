// Writes fields as bytes, one after another: texts put together first would have to be
// taken apart again for that.

import type { TableDialect } from "../../protocol.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import {
  Bytes,
  charCode,
  encodeInto,
  indexOf,
  isWellFormed,
  replaceAll,
} from "../prelude.ts";

import { areNumbersPlain, LONGEST_NUMBER, putNumber } from "./number_bytes.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_BEYOND_ASCII = 0x80;

/** Most bytes that a UTF-16 unit takes; a doubled quote takes fewer. */
const BYTES_A_UNIT = 3;

/** A text that is longer is written by what the platform has for that, in UTF-16 units. */
const SHORT = 64;
const SHORT_ROW = 200;

const FIRST_SIZE = 48 * 2 ** 10;

/** Bytes of rows, of which the last may not be whole. */
export class RowBytes {
  /** How many bytes are written. */
  size = 0;
  #bytes = new Bytes(FIRST_SIZE);
  /** Whether the row that was begun has no field yet. */
  #isEmpty = true;
  #rowBegin = 0;
  /** ASCII characters for which a field is quoted. */
  readonly #special = new Bytes(FIRST_BEYOND_ASCII);
  readonly #delimiter: string;
  /** The code of the delimiter, which is one UTF-16 unit. */
  readonly #separator: number;
  readonly #quotes: boolean;
  readonly #nullText: string | undefined;
  readonly #areNumbersPlain: boolean;

  constructor({ delimiter, quotes, nullText }: TableDialect) {
    this.#delimiter = delimiter;
    this.#quotes = quotes;
    this.#nullText = nullText;
    this.#special[LINE_FEED] = this.#special[CARRIAGE_RETURN] = 1;
    if (quotes) this.#special[QUOTE] = 1;
    this.#separator = charCode(delimiter, 0);
    this.#areNumbersPlain = this.#separator < FIRST_BEYOND_ASCII &&
      areNumbersPlain(delimiter, nullText);
    if (this.#separator < FIRST_BEYOND_ASCII) {
      this.#special[this.#separator] = 1;
    }
  }

  /** All that is written; valid until more is. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.size);
  }

  /** Begins a row; of one before that was not ended, nothing is left. */
  beginRow(): void {
    this.#rowBegin = this.size;
    this.#isEmpty = true;
  }

  /** Ends the row; gives how many bytes it has. */
  endRow(): number {
    const length = this.size - this.#rowBegin;
    // A blank line would be no row to a reader.
    if (length === 0) {
      if (!this.#quotes) {
        throw new ItemFailure(
          "result",
          "the row is empty, and would be a blank line; " +
            "--quotes on can write it",
        );
      }
      this.#reserve(2);
      this.#put(QUOTE);
      this.#put(QUOTE);
    }
    this.#reserve(0);
    this.#put(LINE_FEED);
    return length;
  }

  /** Takes back the row that was begun. */
  dropRow(): void {
    this.size = this.#rowBegin;
  }

  /** Forgets all. */
  clear(): void {
    this.size = 0;
  }

  /** Adds fields as they stand in other bytes, between `begin` and `end`. */
  addRaw(from: Uint8Array<ArrayBuffer>, begin: number, end: number): void {
    this.#reserve(end - begin);
    this.#separate();
    const bytes = this.#bytes;
    let at = this.size;
    this.size += end - begin;
    if (end - begin > SHORT_ROW) {
      return bytes.set(from.subarray(begin, end), at);
    }
    for (let n = begin; n < end; n++) bytes[at++] = from[n] as number;
  }

  /** Adds a field that needs no quotes, whatever it is. */
  addPlain(text: string): void {
    this.#reserve(text.length * BYTES_A_UNIT);
    this.#separate();
    if (!this.#writeAscii(text)) this.#write(text);
  }

  /** Adds a number; false, and nothing is added, if it is not of the usual kind. */
  addNumber(value: number): boolean {
    if (!this.#areNumbersPlain) return false;
    this.#reserve(LONGEST_NUMBER);
    const at = this.#isEmpty ? this.size : this.size + 1;
    const end = putNumber(this.#bytes, at, value);
    if (end === at) return false;
    if (!this.#isEmpty) this.#bytes[at - 1] = this.#separator;
    this.#isEmpty = false;
    this.size = end;
    return true;
  }

  /** Adds a field; false if a table without quotes cannot hold it. */
  addText(text: string): boolean {
    const { length } = text;
    this.#reserve(length * BYTES_A_UNIT);
    const maybeSimple = length <= SHORT && text !== this.#nullText &&
      this.#separator < FIRST_BEYOND_ASCII;
    if (maybeSimple && this.#addSimple(text)) return true;
    this.#separate();
    if (!this.#needsQuotes(text)) {
      this.#write(text);
      return true;
    }
    if (!this.#quotes) return false;
    this.#put(QUOTE);
    this.#writeQuoted(text);
    this.#put(QUOTE);
    return true;
  }

  /** Adds a field of nothing special; false, and nothing is added, for others. */
  #addSimple(text: string): boolean {
    const { length } = text;
    const bytes = this.#bytes;
    const special = this.#special;
    let at = this.size;
    if (!this.#isEmpty) bytes[at++] = this.#separator;
    for (let n = 0; n < length; n++) {
      const code = charCode(text, n);
      if (code >= FIRST_BEYOND_ASCII || special[code] === 1) return false;
      bytes[at++] = code;
    }
    this.#isEmpty = false;
    this.size = at;
    return true;
  }

  /** Writes a text that is short and ASCII; false, and nothing is written, for others. */
  #writeAscii(text: string): boolean {
    const { length } = text;
    if (length > SHORT_ROW) return false;
    const bytes = this.#bytes;
    let at = this.size;
    for (let n = 0; n < length; n++) {
      const code = charCode(text, n);
      if (code >= FIRST_BEYOND_ASCII) return false;
      bytes[at++] = code;
    }
    this.size = at;
    return true;
  }

  /** Writes what stands between quotes. */
  #writeQuoted(text: string): void {
    const { length } = text;
    const bytes = this.#bytes;
    let at = this.size;
    for (let n = 0; n < length; n++) {
      const code = charCode(text, n);
      if (code >= FIRST_BEYOND_ASCII || n > SHORT) {
        return this.#write(replaceAll(text, '"', '""'));
      }
      if (code === QUOTE) bytes[at++] = QUOTE;
      bytes[at++] = code;
    }
    this.size = at;
  }

  #write(text: string): void {
    if (!isWellFormed(text)) {
      throw new ItemFailure(
        "result",
        "the text has half of a surrogate pair, which UTF-8 cannot hold",
      );
    }
    const free = this.#bytes.subarray(this.size);
    this.size += encodeInto(text, free).written;
  }

  #needsQuotes(text: string): boolean {
    return text === this.#nullText || indexOf(text, this.#delimiter) !== -1 ||
      indexOf(text, "\n") !== -1 || indexOf(text, "\r") !== -1 ||
      this.#quotes && indexOf(text, '"') !== -1;
  }

  #separate(): void {
    if (this.#isEmpty) this.#isEmpty = false;
    else if (this.#separator < FIRST_BEYOND_ASCII) this.#put(this.#separator);
    else this.#write(this.#delimiter);
  }

  #put(byte: number): void {
    this.#bytes[this.size++] = byte;
  }

  /** Makes room for that many bytes, a delimiter, two quotes and a line end. */
  #reserve(size: number): void {
    const needed = this.size + size + 2 * BYTES_A_UNIT;
    if (needed <= this.#bytes.length) return;
    const old = this.#bytes;
    this.#bytes = new Bytes(needed > 2 * old.length ? needed : 2 * old.length);
    this.#bytes.set(old.subarray(0, this.size));
  }
}
