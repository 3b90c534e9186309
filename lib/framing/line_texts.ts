const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const LINE_FEED = 10;

/** A line as text, and whether it is one. */
export interface LineText {
  readonly text: string;
  /** False if the line is not UTF-8; the text then shows what can be shown. */
  readonly isValid: boolean;
}

/** All lines as one text, or undefined if some are not UTF-8. */
export function decodeLines(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The lines one by one: for when they are not UTF-8 as a whole. */
export function* doubtfulLines(bytes: Uint8Array): Generator<LineText, void> {
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    const text = decodeLines(line);
    yield { text: text ?? lenient.decode(line), isValid: text !== undefined };
    start = end + 1;
  }
}
