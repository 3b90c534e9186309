import { decode, decodeStrictly, LINE_FEED } from "../internal/bytes.ts";

/** A line as text, and whether it is UTF-8. */
export interface LineText {
  /** The text; where the line is not UTF-8, with U+FFFD for what is not. */
  readonly text: string;
  readonly isValid: boolean;
}

/** The lines one by one: for bytes that are not UTF-8 as a whole. */
export function* doubtfulLines(bytes: Uint8Array): Generator<LineText, void> {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    const text = decodeStrictly(line);
    yield { text: text ?? decode(line), isValid: text !== undefined };
    start = end + 1;
  }
}
