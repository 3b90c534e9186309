// Tells bytes that are UTF-8 from others, without an exception where that can be: one
// costs as much as some hundred characters.

import { decode, decodeStrictly, indexOf } from "../prelude.ts";

/** The mark of a byte that is not UTF-8, or a real U+FFFD: look closer. */
export const DOUBTFUL = "\ufffd";

/** The text of bytes, or undefined if they are not UTF-8. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const text = decode(bytes);
  if (indexOf(text, DOUBTFUL) === -1) return text;
  if (!mayHoldMark(bytes)) return undefined;
  try {
    return decodeStrictly(bytes);
  } catch {
    return undefined;
  }
}

/** Whether U+FFFD may be there as what it is: its UTF-8 is. */
function mayHoldMark(bytes: Uint8Array<ArrayBuffer>): boolean {
  let at = bytes.indexOf(0xef);
  while (at !== -1 && (bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd)) {
    at = bytes.indexOf(0xef, at + 1);
  }
  return at !== -1;
}
