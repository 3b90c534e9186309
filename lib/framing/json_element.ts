import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from "../internal/bytes.ts";
import type { JsonLines } from "./json_lines.ts";

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Follows the text of an array's element to its end, on one line. */
export class JsonElement {
  /** The line of the input it is on, from 1. */
  line = 1;
  /** How many brackets are open. */
  #depth = 0;
  #isInString = false;
  /** Whether the last byte was a backslash in a string. */
  #isEscaped = false;
  /** Whether all since the last line feed was space. */
  #isIndent = false;
  #isEnded = false;
  readonly #lines: JsonLines;

  /** Creates a follower that copies what it sees to `lines`. */
  constructor(lines: JsonLines) {
    this.#lines = lines;
  }

  /** Whether the element would be whole if the array ended here. */
  get isWhole(): boolean {
    const last = this.#lines.lastByte;
    return this.#depth === 0 && !this.#isInString &&
      (last === CLOSE_OBJECT || last === CLOSE_ARRAY || last === QUOTE);
  }

  /** Forgets the element before. */
  begin(): void {
    this.#depth = 0;
    this.#isInString = this.#isEscaped = this.#isIndent = false;
  }

  /**
   * Reads on, and copies what belongs to the element.
   *
   * Changes `bytes`: a line feed would end the line that is made here, so it becomes a
   * space, or in a string, where JSON has none, a tab, which JSON refuses as well.
   *
   * @returns Where the comma or bracket after it stands; the length of `bytes` if it
   * goes on.
   */
  scan(bytes: Uint8Array, start: number): number {
    let from = start;
    let at = start;
    this.#isEnded = false;
    while (at < bytes.length && !this.#isEnded) {
      if (this.#isInString) {
        at = this.#endOfString(bytes, at);
      } else if (this.#isIndent) {
        this.#lines.append(bytes.subarray(from, at));
        at = from = this.#endOfIndent(bytes, at);
      } else {
        at = this.#endOfTokens(bytes, at);
      }
    }
    this.#lines.append(bytes.subarray(from, at));
    return at;
  }

  #endOfString(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#isInString = false;
        return at + 1;
      }
      if (byte === LINE_FEED) {
        this.line++;
        bytes[at] = TAB;
      }
    }
    return bytes.length;
  }

  #endOfIndent(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at] ?? SPACE;
      if (byte === LINE_FEED) this.line++;
      if (byte <= SPACE) continue;
      this.#isIndent = false;
      return at;
    }
    return bytes.length;
  }

  /** Where a string begins, a line or the element ends. */
  #endOfTokens(bytes: Uint8Array, start: number): number {
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.#isInString = true;
        return at + 1;
      }
      if (byte === COMMA || byte === CLOSE_ARRAY) {
        this.#isEnded = this.#depth === 0;
        if (this.#isEnded) return at;
      }
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth--;
      else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        bytes[at] = SPACE;
        this.#isIndent = true;
        if (byte === LINE_FEED) this.line++;
        return at + 1;
      }
    }
    return bytes.length;
  }
}
