import type { Read } from "../../../mod.ts";

/** How many bytes are decoded at a time. */
const SIZE = 64 * 2 ** 10;

/** No byte of UTF-8: makes the line that holds it no text. */
const INVALID = 0xff;

const REPLACEMENT = "\ufffd";

/** Reads text in any encoding of the platform as UTF-8; what is no text of it stays none. */
export function decoded(read: Read, encoding: string): Read {
  const texts = new TextReader(read, encoding);
  return (buffer) => texts.read(buffer);
}

class TextReader {
  #rest: Uint8Array = new Uint8Array(0);
  #isOver = false;
  /** Finds out whether a U+FFFD was in the text, or stands for what is no text. */
  #strict: TextDecoder;
  readonly #lenient: TextDecoder;
  readonly #buffer = new Uint8Array(SIZE);
  readonly #encoding: string;
  readonly #read: Read;

  constructor(read: Read, encoding: string) {
    this.#read = read;
    this.#encoding = encoding;
    this.#lenient = new TextDecoder(encoding);
    this.#strict = new TextDecoder(encoding, { fatal: true });
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#rest.length === 0) {
      if (this.#isOver) return null;
      const size = await this.#read(this.#buffer);
      this.#isOver = size === null;
      this.#rest = this.#decode(this.#buffer.subarray(0, size ?? 0));
    }
    const part = this.#rest.subarray(0, buffer.length);
    buffer.set(part);
    this.#rest = this.#rest.subarray(part.length);
    return part.length;
  }

  #decode(bytes: Uint8Array): Uint8Array {
    const stream = !this.#isOver;
    const text = this.#lenient.decode(bytes, { stream });
    const isValid = this.#isValid(bytes, stream);
    const encoder = new TextEncoder();
    if (isValid || !text.includes(REPLACEMENT)) return encoder.encode(text);
    const parts = text.split(REPLACEMENT).map((part) => encoder.encode(part));
    const size = parts.reduce((sum, { length }) => sum + length + 1, -1);
    const marked = new Uint8Array(size).fill(INVALID);
    let at = 0;
    for (const part of parts) {
      marked.set(part, at);
      at += part.length + 1;
    }
    return marked;
  }

  #isValid(bytes: Uint8Array, stream: boolean): boolean {
    try {
      this.#strict.decode(bytes, { stream });
      return true;
    } catch {
      this.#strict = new TextDecoder(this.#encoding, { fatal: true });
      return false;
    }
  }
}
