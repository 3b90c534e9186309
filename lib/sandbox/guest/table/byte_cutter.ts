// Cuts rows into their fields by their bytes, which takes a third of what it takes to look
// at the characters of a text; and knows which fields would be written again just as they
// stand there.
//
// Invariants: the byte at which it is stands at the UTF-16 unit `#at - #extra` of the text;
// the first `kept` fields of the row are, from `begin` to their ends, what a
// writer of the same dialect makes of them.

import { Bytes, charCode, replaceAll, slice } from "../prelude.ts";
import type { TableLayout } from "../../protocol.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const FIRST_BEYOND_ASCII = 0x80;
/** The first byte of a character, and that of one that is two UTF-16 units. */
const FIRST_OF_ALL = 0xc0;
const FIRST_OF_PAIR = 0xf0;

/** How many more bytes than UTF-16 units there are, for a byte of any character. */
function extraOf(byte: number): number {
  if (byte < FIRST_BEYOND_ASCII) return 0;
  if (byte < FIRST_OF_ALL) return 1;
  return byte < FIRST_OF_PAIR ? 0 : -1;
}

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

/** Cuts one row after another out of bytes that are UTF-8, and end in a line feed. */
export class ByteCutter implements RawRow {
  /** The fields of the row, `size` of them; null where one stands for that. */
  readonly fields: (string | null)[] = [];
  readonly ends: number[] = [];
  begin = 0;
  kept = 0;
  size = 0;
  /** Whether the row has a carriage return that is not of its line end. */
  hasReturn = false;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the next row begins. */
  #at = 0;
  /** How many bytes there are more than UTF-16 units, up to where it looks. */
  #extra = 0;
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
    this.#special.fill(1, FIRST_BEYOND_ASCII);
    this.#special[LINE_FEED] = this.#special[CARRIAGE_RETURN] = 1;
    if (this.#delimiter < 256) this.#special[this.#delimiter] = 1;
    if (quotes) this.#special[QUOTE] = 1;
  }

  /** Whether a row can be cut by its bytes: at a delimiter that is one. */
  static canCut({ delimiter, trim }: TableLayout): boolean {
    return charCode(delimiter, 0) < FIRST_BEYOND_ASCII && !trim;
  }

  /** Cuts the row that begins at `start` of the text, and gives where the next one begins. */
  cut(text: string, start: number): number {
    const { bytes } = this;
    // Lines that are no rows may lie between.
    let at = this.#at;
    while (at - this.#extra < start) {
      this.#extra += extraOf(bytes[at++] as number);
    }
    this.begin = at;
    this.size = this.kept = 0;
    this.hasReturn = false;
    for (;;) {
      at = bytes[at] === this.#quote
        ? this.#cutQuoted(text, at)
        : this.#cutPlain(text, at);
      if (bytes[at] === CARRIAGE_RETURN) at++;
      if (bytes[at] === LINE_FEED) break;
      at++;
    }
    this.#at = at + 1;
    return this.#at - this.#extra;
  }

  /** Cuts a field that begins at `begin`; gives where it ends. */
  #cutPlain(text: string, begin: number): number {
    const { bytes } = this;
    const special = this.#special;
    let extra = this.#extra;
    const from = begin - extra;
    let isKept = true;
    let at = begin;
    for (;; at++) {
      let byte = bytes[at] as number;
      while (special[byte] === 0) byte = bytes[++at] as number;
      if (byte >= FIRST_BEYOND_ASCII) extra += extraOf(byte);
      else if (this.#isEnd(at)) break;
      else isKept = false;
    }
    this.#extra = extra;
    const field = slice(text, from, at - extra);
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
    let extra = this.#extra;
    const from = begin + 1 - extra;
    let at = begin + 1;
    for (;; at++) {
      let byte = bytes[at] as number;
      while (special[byte] === 0) byte = bytes[++at] as number;
      if (byte >= FIRST_BEYOND_ASCII) extra += extraOf(byte);
      else if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) break;
        isDoubled = true;
        at++;
      } else if (byte === CARRIAGE_RETURN) this.hasReturn = true;
      else if (byte === this.#delimiter) hasDelimiter = true;
      // The host lets no such row through.
      else break;
    }
    let field = slice(text, from, at - extra);
    if (isDoubled) field = replaceAll(field, '""', '"');
    if (this.hasReturn) field = replaceAll(field, "\r\n", "\n");
    const needsQuotes = isDoubled || hasDelimiter || field === this.#nullText;
    let end = bytes[at] === QUOTE ? at + 1 : at;
    const isKept = needsQuotes && !this.hasReturn && this.#isEnd(end);
    this.hasReturn ||= hasReturn;
    while (!this.#isEnd(end)) extra += extraOf(bytes[end++] as number);
    this.#extra = extra;
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
