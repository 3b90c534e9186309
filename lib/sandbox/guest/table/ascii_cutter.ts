// Cuts rows of ASCII into their fields by their bytes, which takes a third of what it takes
// to look at the characters of a text; and knows which fields would be written again just
// as they stand there.
//
// Invariant: the first `kept` fields of the row are, from `begin` to their ends, what a
// writer of the same dialect makes of them.

import { Bytes, charCode, replaceAll, slice } from "../prelude.ts";
import type { TableLayout } from "../../protocol.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;

/** How a row stands in the bytes that were read. */
export interface RawRow {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly begin: number;
  readonly fields: readonly (string | null)[];
  /** Where each field ends, with its quotes. */
  readonly ends: readonly number[];
  /** How many of the first fields would be written as they stand there. */
  readonly kept: number;
  readonly size: number;
}

/** Cuts one row after another out of bytes that are ASCII, and end in a line feed. */
export class AsciiCutter implements RawRow {
  /** The fields of the row, `size` of them; null where one stands for that. */
  readonly fields: (string | null)[] = [];
  readonly ends: number[] = [];
  begin = 0;
  kept = 0;
  size = 0;
  /** Whether the row has a carriage return that is not of its line end. */
  hasReturn = false;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #nullText: string | undefined;
  /** Bytes that are looked at more closely. */
  readonly #special = new Bytes(256);

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    { delimiter, quotes, nullText }: TableLayout,
  ) {
    this.bytes = bytes;
    this.#delimiter = charCode(delimiter, 0);
    this.#quote = quotes ? QUOTE : -1;
    this.#nullText = nullText;
    this.#special[LINE_FEED] = this.#special[CARRIAGE_RETURN] = 1;
    if (this.#delimiter < 256) this.#special[this.#delimiter] = 1;
    if (quotes) this.#special[QUOTE] = 1;
  }

  /** Cuts the row that begins at `start`, and gives where the next one begins. */
  cut(text: string, start: number): number {
    const { bytes } = this;
    this.begin = start;
    this.size = this.kept = 0;
    this.hasReturn = false;
    let at = start;
    for (;;) {
      at = bytes[at] === this.#quote
        ? this.#cutQuoted(text, at)
        : this.#cutPlain(text, at);
      if (bytes[at] === CARRIAGE_RETURN) at++;
      if (bytes[at] === LINE_FEED) return at + 1;
      at++;
    }
  }

  /** Cuts a field that begins at `begin`; gives where it ends. */
  #cutPlain(text: string, begin: number): number {
    const { bytes } = this;
    const special = this.#special;
    let isKept = true;
    let at = begin;
    for (;; at++) {
      while (special[bytes[at] as number] === 0) at++;
      if (this.#isEnd(at)) break;
      isKept = false;
    }
    const field = slice(text, begin, at);
    this.#add(field === this.#nullText ? null : field, at, isKept);
    return at;
  }

  /** Cuts a field that begins with a quote at `begin`; gives where it ends. */
  #cutQuoted(text: string, begin: number): number {
    const { bytes } = this;
    const special = this.#special;
    let isDoubled = false;
    let hasDelimiter = false;
    const { hasReturn } = this;
    this.hasReturn = false;
    let at = begin + 1;
    for (;; at++) {
      while (special[bytes[at] as number] === 0) at++;
      const byte = bytes[at];
      if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) break;
        isDoubled = true;
        at++;
      } else if (byte === CARRIAGE_RETURN) this.hasReturn = true;
      else if (byte === this.#delimiter) hasDelimiter = true;
      // The host lets no such row through.
      else break;
    }
    let field = slice(text, begin + 1, at);
    if (isDoubled) field = replaceAll(field, '""', '"');
    if (this.hasReturn) field = replaceAll(field, "\r\n", "\n");
    const needsQuotes = isDoubled || hasDelimiter || field === this.#nullText;
    let end = bytes[at] === QUOTE ? at + 1 : at;
    const isKept = needsQuotes && !this.hasReturn && this.#isEnd(end);
    this.hasReturn ||= hasReturn;
    while (!this.#isEnd(end)) end++;
    this.#add(field, end, isKept);
    return end;
  }

  /** Whether a field can end there; notes a carriage return that is none of a line end. */
  #isEnd(at: number): boolean {
    const byte = this.bytes[at];
    if (byte === this.#delimiter || byte === LINE_FEED) return true;
    if (byte !== CARRIAGE_RETURN) return false;
    if (this.bytes[at + 1] === LINE_FEED) return true;
    this.hasReturn = true;
    return false;
  }

  #add(field: string | null, end: number, isKept: boolean): void {
    const at = this.size++;
    if (isKept && this.kept === at) this.kept = at + 1;
    this.fields[at] = field;
    this.ends[at] = end;
  }
}
