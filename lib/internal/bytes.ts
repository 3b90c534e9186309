// Bytes that have a meaning of their own in text, and one encoder for all of the host.

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;

/** U+FEFF as UTF-8, which may stand before a text. */
const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** How many bytes a byte order mark has. */
export const MARK_SIZE = 3;

/** No bytes at all. */
export const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** What stands for bytes that are no text; or stood there before. */
const REPLACED = "\ufffd";

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** A text as UTF-8. */
export function encode(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The text of bytes, U+FFFD in the place of what is not UTF-8. */
export function decode(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

/** The text of bytes, or undefined if they are not UTF-8. */
export function decodeStrictly(bytes: Uint8Array): string | undefined {
  // The strict decoder takes eight times as long.
  const text = decode(bytes);
  if (!text.includes(REPLACED)) return text;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether bytes begin with a byte order mark. */
export function beginsWithMark(bytes: Uint8Array): boolean {
  return MARK.every((byte, index) => bytes[index] === byte);
}

/** Puts another byte in the place of each `byte`. */
export function replaceByte(
  bytes: Uint8Array,
  byte: number,
  { by }: { readonly by: number },
): void {
  for (let at = bytes.indexOf(byte); at !== -1;) {
    bytes[at] = by;
    at = bytes.indexOf(byte, at + 1);
  }
}
