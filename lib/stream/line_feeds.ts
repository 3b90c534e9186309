/**
 * Finding line feeds quickly: four bytes at a time, since most hold none.
 *
 * @module
 */

const LINE_FEED = 10;
const LINE_FEEDS = 0x0a0a0a0a;
const LOW_BITS = 0x01010101;
const HIGH_BITS = 0x80808080;

/** Where a scan stopped. */
export interface LineScan {
  /** How many line feeds were passed. */
  readonly count: number;
  /** The byte after the last of them. */
  readonly end: number;
}

/** Passes up to `most` line feeds, from the begin of `bytes`; O(bytes passed). */
export function scanLines(bytes: Uint8Array, most: number): LineScan {
  const scan = new Scan(bytes, most);
  // Words must begin at a multiple of four in their buffer.
  const begin = Math.min(-bytes.byteOffset & 3, bytes.length);
  const size = (bytes.length - begin) >> 2;
  const end = begin + 4 * size;
  if (scan.pass(0, begin)) return scan;
  if (size > 0 && scan.passWords(begin, size)) return scan;
  scan.pass(end, bytes.length);
  return scan;
}

/** A scan on its way; its methods say whether enough line feeds were passed. */
class Scan implements LineScan {
  count = 0;
  end = 0;
  readonly #bytes: Uint8Array;
  readonly #most: number;

  constructor(bytes: Uint8Array, most: number) {
    this.#bytes = bytes;
    this.#most = most;
  }

  /** Looks at single bytes. */
  pass(start: number, end: number): boolean {
    for (let index = start; index < end; index++) {
      if (this.#bytes[index] !== LINE_FEED) continue;
      this.count++;
      this.end = index + 1;
      if (this.count === this.#most) return true;
    }
    return false;
  }

  /** Looks at words, and only into those that hold a line feed. */
  passWords(start: number, size: number): boolean {
    const { buffer, byteOffset } = this.#bytes;
    const words = new Int32Array(buffer, byteOffset + start, size);
    for (let index = 0; index < size; index++) {
      // A byte is 0 now where it was a line feed; the test finds words with a 0.
      const word = (words[index] ?? 0) ^ LINE_FEEDS;
      if (((word - LOW_BITS) & ~word & HIGH_BITS) === 0) continue;
      const first = start + 4 * index;
      if (this.pass(first, first + 4)) return true;
    }
    return false;
  }
}
