// Cuts a row into its fields. Where rows end was found out by the host.

import { charCode, indexOf, replaceAll, slice } from "../prelude.ts";
import type { TableLayout } from "../../protocol.ts";

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/** Cuts one row after another out of a text. */
export class RowCutter {
  /** The fields of the row, `size` of them; null where one stands for that. */
  readonly fields: (string | null)[] = [];
  size = 0;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #trim: boolean;
  readonly #nullText: string | undefined;

  constructor({ delimiter, quotes, trim, nullText }: TableLayout) {
    this.#delimiter = charCode(delimiter, 0);
    this.#quote = quotes ? QUOTE : -1;
    this.#trim = trim;
    this.#nullText = nullText;
  }

  /**
   * Cuts the row that begins at `start`, and gives where the next one begins.
   *
   * @param text Rows, each with its line feed.
   */
  cut(text: string, start: number): number {
    const delimiter = this.#delimiter;
    let at = start;
    this.size = 0;
    for (;;) {
      let code = charCode(text, at);
      if (this.#trim) {
        while (this.#isBlank(code)) code = charCode(text, ++at);
      }
      if (code === this.#quote) {
        at = this.#cutQuoted(text, at + 1);
      } else {
        const begin = at;
        while (code !== delimiter && code !== LINE_FEED) {
          code = charCode(text, ++at);
        }
        this.#addPlain(text, begin, at);
      }
      if (charCode(text, at) !== delimiter) return at + 1;
      at++;
    }
  }

  #addPlain(text: string, begin: number, end: number): void {
    let last = end;
    if (
      charCode(text, end) === LINE_FEED && last > begin &&
      charCode(text, last - 1) === CARRIAGE_RETURN
    ) last--;
    if (this.#trim) {
      while (last > begin && this.#isBlank(charCode(text, last - 1))) last--;
    }
    const field = slice(text, begin, last);
    this.fields[this.size++] = field === this.#nullText ? null : field;
  }

  /** Cuts a field that begins behind a quote; gives where the delimiter or line end is. */
  #cutQuoted(text: string, begin: number): number {
    let quote = indexOf(text, '"', begin);
    let isDoubled = false;
    while (quote !== -1 && charCode(text, quote + 1) === QUOTE) {
      isDoubled = true;
      quote = indexOf(text, '"', quote + 2);
    }
    // The host lets no such row through; a text without end must not be looked for.
    const end = quote === -1 ? text.length - 1 : quote;
    let field = slice(text, begin, end);
    if (isDoubled) field = replaceAll(field, '""', '"');
    if (indexOf(field, "\r") !== -1) field = replaceAll(field, "\r\n", "\n");
    this.fields[this.size++] = field;
    let at = quote === -1 ? end : end + 1;
    let code = charCode(text, at);
    while (code !== this.#delimiter && code !== LINE_FEED) {
      code = charCode(text, ++at);
    }
    return at;
  }

  #isBlank(code: number): boolean {
    return code !== this.#delimiter && (code === SPACE || code === TAB);
  }
}
