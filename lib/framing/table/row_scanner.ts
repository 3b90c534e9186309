/**
 * Finds where the rows of a table end, and no more: a row may hold line ends between
 * quotes.
 *
 * A quote that begins a field may be a stray one. So a row of several lines is one only if
 * its quotes end as they must; else its first line is refused alone, and the scan goes on
 * with the second. What was found out on the way is kept, so that no line is looked at more
 * than some times, whatever the input.
 *
 * Invariants: `begin <= at`; all before `at` was looked at; a line that begins between
 * `begin` and `at` begins between quotes.
 *
 * @module
 */

import {
  CARRIAGE_RETURN,
  encode,
  LINE_FEED,
  SPACE,
  TAB,
} from "../../internal/bytes.ts";
import { StrayQuotes } from "./stray_quotes.ts";

const QUOTE = 0x22;

/** How a step of the scan ended. */
export type Step = "row" | "more" | "refused";

/** Where in a row the scan is. */
const Place = { FieldBegin: 0, Plain: 1, Quoted: 2, QuoteEnd: 3, Line: 4 };

/** What tells rows apart. */
export interface RowScannerOptions {
  readonly delimiter: string;
  readonly quotes: boolean;
  readonly trim: boolean;
  /** What a line begins with in which nothing else counts. */
  readonly comment?: string | undefined;
}

/** Scans bytes for the ends of rows. */
export class RowScanner {
  /** Where the row begins. */
  begin = 0;
  /** Where the scan goes on; after a row, its end. */
  at = 0;
  /** Why the first line was refused. */
  reason = "";
  /** What ends a line: LF, with or without CR, or CR alone; 0 before the first is seen. */
  lineEnd = 0;
  #place = Place.FieldBegin;
  /** How many fields have begun. */
  #fields = 1;
  /** How many delimiters there were, between quotes too. */
  #delimiters = 0;
  readonly #quotes = new StrayQuotes();
  readonly #delimiter: Uint8Array;
  readonly #comment: Uint8Array | undefined;
  readonly #options: RowScannerOptions;

  constructor(options: RowScannerOptions) {
    const { delimiter, comment } = options;
    this.#options = options;
    this.#delimiter = encode(delimiter);
    this.#comment = comment === undefined ? undefined : encode(comment);
  }

  /** How many lines the row has. */
  get lines(): number {
    return this.#quotes.lines;
  }

  /** Takes in how many fields a row should have. */
  setColumns(count: number): void {
    this.#quotes.columns = count;
  }

  /** Takes in that the bytes before `size` were dropped. */
  shift(size: number): void {
    this.begin -= size;
    this.at -= size;
    this.#quotes.shift(size);
  }

  /** Begins a row. */
  beginRow(at: number): void {
    this.begin = this.at = at;
    this.#quotes.beginRow();
    this.#place = Place.FieldBegin;
    this.#fields = 1;
    this.#delimiters = 0;
  }

  /** Scans the row again, and this time for the end of its first line only. */
  readLine(): void {
    this.beginRow(this.begin);
    this.#place = Place.Line;
  }

  /** Forgets what was scanned of the row, and goes on to the end of its line only. */
  skipLine(): void {
    this.#place = Place.Line;
    this.begin = this.at;
  }

  /**
   * Scans on to the end of the row that begins at `begin`, at most to `end`; after `row`,
   * it is between `begin` and `at`.
   *
   * @param bytes All bytes from the begin of the row on.
   * @param end How many there are.
   * @param isLast Whether no more come.
   */
  next(bytes: Uint8Array, end: number, isLast: boolean): Step {
    for (;;) {
      const step = this.#step(bytes, end, isLast);
      if (step !== undefined) return step;
    }
  }

  #step(bytes: Uint8Array, end: number, isLast: boolean): Step | undefined {
    switch (this.#place) {
      case Place.FieldBegin:
        return this.#beginField(bytes, end, isLast);
      case Place.Quoted:
        return this.#quoted(bytes, end, isLast);
      case Place.QuoteEnd:
        return this.#quoteEnd(bytes, end, isLast);
      default:
        return this.#plain(bytes, end, isLast);
    }
  }

  #beginField(
    bytes: Uint8Array,
    end: number,
    isLast: boolean,
  ): Step | undefined {
    const { quotes, trim } = this.#options;
    if (this.#comment !== undefined && this.at === this.begin) {
      const found = startsWith(this.#comment, bytes.subarray(this.at, end));
      if (found === undefined && !isLast) return "more";
      if (found) this.#place = Place.Line;
      if (found) return undefined;
    }
    if (trim && quotes) this.#skipBlanks(bytes, end);
    if (this.at === end && !isLast) return "more";
    const isQuoted = quotes && this.at < end && bytes[this.at] === QUOTE;
    if (isQuoted) this.at++;
    this.#place = isQuoted ? Place.Quoted : Place.Plain;
    return undefined;
  }

  /** Goes on behind a delimiter. */
  #beginNext(at: number): void {
    this.at = at;
    this.#fields++;
    this.#delimiters++;
    this.#place = Place.FieldBegin;
  }

  #plain(bytes: Uint8Array, end: number, isLast: boolean): Step | undefined {
    const delimiter = this.#place === Place.Line ? -1 : this.#delimiter.at(-1);
    let at = this.at;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === delimiter) {
        if (!this.#isDelimiter(bytes, at)) continue;
        this.#beginNext(at + 1);
        return undefined;
      }
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
      this.at = at;
      const size = this.#lineEndSize(bytes, end, isLast);
      if (size === undefined) return "more";
      if (size > 0) return this.#row(at + size);
    }
    this.at = at;
    return isLast ? this.#row(at) : "more";
  }

  #quoted(bytes: Uint8Array, end: number, isLast: boolean): Step | undefined {
    const delimiter = this.#delimiter.at(-1);
    const lineEnd = this.lineEnd === CARRIAGE_RETURN
      ? CARRIAGE_RETURN
      : LINE_FEED;
    let at = this.at;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.at = at + 1;
        this.#place = Place.QuoteEnd;
        return undefined;
      }
      if (byte === delimiter && this.#isDelimiter(bytes, at)) {
        this.#delimiters++;
      } else if (byte === lineEnd) {
        const crossing = { at: at + 1, begin: this.begin };
        const delimiters = this.#delimiters;
        const reason = this.#quotes.crossLine({ ...crossing, delimiters });
        if (reason !== undefined) return this.#refuse(reason);
      }
    }
    this.at = at;
    if (!isLast) return "more";
    return this.#refuse(this.#quotes.endOpen(at));
  }

  /** Looks at what follows a quote in a quoted field. */
  #quoteEnd(bytes: Uint8Array, end: number, isLast: boolean): Step | undefined {
    if (this.#options.trim) this.#skipBlanks(bytes, end);
    if (this.at === end) return isLast ? this.#row(end) : "more";
    const byte = bytes[this.at];
    if (byte === QUOTE && bytes[this.at - 1] === QUOTE) {
      this.at++;
      this.#place = Place.Quoted;
      return undefined;
    }
    const size = this.#lineEndSize(bytes, end, isLast);
    if (size === undefined) return "more";
    if (size > 0) return this.#row(this.at + size);
    const next = this.at + this.#delimiter.length;
    if (next > end && !isLast) return "more";
    if (next <= end && this.#isDelimiter(bytes, next - 1)) {
      this.#beginNext(next);
      return undefined;
    }
    return this.#refuse(this.#quotes.endBadly(this.at));
  }

  /** How many bytes end a line where the scan is; undefined if more are needed to tell. */
  #lineEndSize(
    bytes: Uint8Array,
    end: number,
    isLast: boolean,
  ): number | undefined {
    const { at } = this;
    const byte = bytes[at];
    if (byte === LINE_FEED) {
      if (this.lineEnd === 0) this.lineEnd = LINE_FEED;
      return 1;
    }
    if (byte !== CARRIAGE_RETURN) return 0;
    if (this.lineEnd === CARRIAGE_RETURN) return 1;
    if (at + 1 === end) return isLast ? 1 : undefined;
    if (bytes[at + 1] === LINE_FEED) {
      this.lineEnd = LINE_FEED;
      return 2;
    }
    if (this.lineEnd === LINE_FEED) return 0;
    this.lineEnd = CARRIAGE_RETURN;
    return 1;
  }

  /** Whether a delimiter ends with the byte at `last`. */
  #isDelimiter(bytes: Uint8Array, last: number): boolean {
    const delimiter = this.#delimiter;
    const begin = last + 1 - delimiter.length;
    for (let n = 0; n < delimiter.length; n++) {
      if (bytes[begin + n] !== delimiter[n]) return false;
    }
    return true;
  }

  #skipBlanks(bytes: Uint8Array, end: number): void {
    const [delimiter] = this.#delimiter;
    while (this.at < end) {
      const byte = bytes[this.at];
      if (byte !== SPACE && byte !== TAB || byte === delimiter) return;
      this.at++;
    }
  }

  #row(end: number): Step {
    this.at = end;
    const reason = this.#quotes.judge(this.#fields);
    return reason === undefined ? "row" : this.#refuse(reason);
  }

  #refuse(reason: string): Step {
    this.reason = reason;
    return "refused";
  }
}

/** Whether bytes begin with others; undefined if too few are there to tell. */
function startsWith(
  begin: Uint8Array,
  bytes: Uint8Array,
): boolean | undefined {
  const size = Math.min(begin.length, bytes.length);
  for (let n = 0; n < size; n++) if (begin[n] !== bytes[n]) return false;
  return size === begin.length ? true : undefined;
}
