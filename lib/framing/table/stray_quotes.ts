/**
 * Tells a quoted field of several lines from a stray quote.
 *
 * Invariants: `lines` is how many lines the row has so far; a line that begins between
 * quotes before `#badBefore` leads to no end of a field.
 *
 * @module
 */

/** Two quotes with this many lines between them, each a row by itself, hold no field. */
const STRAY_LINES = 8;

/** Longest row of several lines, in bytes. */
export const LONGEST_SPAN = 16 * 2 ** 20;

/** Why a row of several lines is given up that is longer. */
export const TOO_LONG =
  "a quoted field that begins here is not closed within 16 MB";

/** Where a quoted field crosses a line end. */
export interface Crossing {
  /** Where the next line begins. */
  readonly at: number;
  /** Where the row begins. */
  readonly begin: number;
  /** How many delimiters the row has so far, between quotes too. */
  readonly delimiters: number;
}

/** Watches a row that may have several lines. */
export class StrayQuotes {
  /** How many fields a row should have; 0 as long as that is unknown. */
  columns = 0;
  /** How many lines the row has so far. */
  lines = 1;
  /** Delimiters before the line that is looked at. */
  #before = 0;
  /** Whether each whole line between quotes would be a row. */
  #areRows = true;
  #badBefore = 0;

  /** Begins a row. */
  beginRow(): void {
    this.lines = 1;
    this.#before = 0;
    this.#areRows = true;
  }

  /** Takes in that the bytes before `size` were dropped. */
  shift(size: number): void {
    this.#badBefore -= size;
  }

  /** Takes in that the row goes on at `at`, behind the quote that should end a field; gives why it is none. */
  endBadly(at: number): string {
    this.#markBad(at);
    const later = this.lines - 1;
    return later === 0
      ? "the row goes on after the quote that ends a field"
      : `a quoted field that begins here ends ${later} ` +
        `line${later === 1 ? "" : "s"} later, where the row goes on ` +
        "after the quote";
  }

  /** Takes in that the input ends at `at`, within a field; gives why the row is none. */
  endOpen(at: number): string {
    this.#markBad(at);
    return "a quoted field that begins here is never closed";
  }

  /** Goes on to the next line of a field; gives why that makes no sense, if it makes none. */
  crossLine({ at, begin, delimiters }: Crossing): string | undefined {
    if (at <= this.#badBefore) {
      return "a quoted field that begins here does not end as a field must";
    }
    if (this.lines > 1 && delimiters - this.#before + 1 !== this.columns) {
      this.#areRows = false;
    }
    this.lines++;
    this.#before = delimiters;
    if (this.#looksStray(STRAY_LINES)) {
      return "a quote that begins a field here is not closed before rows follow";
    }
    if (at - begin <= LONGEST_SPAN) return undefined;
    this.#markBad(at);
    return TOO_LONG;
  }

  /** Gives why a row that has ended is none after all, if it is none. */
  judge(fields: number): string | undefined {
    return fields !== this.columns && this.#looksStray(1)
      ? "a quoted field that begins here takes in the rows that follow"
      : undefined;
  }

  /** Takes in that a field which is open where a line begins, up to `at`, ends badly. */
  #markBad(at: number): void {
    if (at > this.#badBefore) this.#badBefore = at;
  }

  /** Whether enough whole lines lie between the quotes, and each looks like a row. */
  #looksStray(least: number): boolean {
    return this.columns > 1 && this.lines - 2 >= least && this.#areRows;
  }
}
