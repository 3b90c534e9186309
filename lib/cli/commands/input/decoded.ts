import type { Read } from "../../../mod.ts";
import { joined } from "../../joined.ts";

/** How many bytes are decoded at a time. */
const SIZE = 64 * 2 ** 10;

/** No byte of UTF-8: makes the line that holds it no text. */
const INVALID = 0xff;

const REPLACEMENT = "\ufffd";

/** How many bytes are tried at a time behind a fault: the next one may be near. */
const STEP = 2 ** 10;

/** Reads text in any encoding of the platform as UTF-8; what is no text of it stays none. */
export function decoded(read: Read, encoding: string): Read {
  const texts = new TextReader(read, encoding);
  return (buffer) => texts.read(buffer);
}

/**
 * Invariants: both decoders were given the same bytes, but while `#isBroken`; then a fault
 * was seen and no end of a line since, behind which no decoder keeps anything back.
 */
class TextReader {
  #rest: Uint8Array = new Uint8Array(0);
  #isOver = false;
  #isBroken = false;
  /** What was decoded since something came out, while `#isBroken`. */
  #pending: number[] = [];
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
    this.#strict = this.#newStrict();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#rest.length === 0) {
      if (this.#isOver) return null;
      const size = await this.#read(this.#buffer);
      this.#isOver = size === null;
      this.#rest = size === null
        ? this.#end()
        : this.#decode(this.#buffer.subarray(0, size));
    }
    const part = this.#rest.subarray(0, buffer.length);
    buffer.set(part);
    this.#rest = this.#rest.subarray(part.length);
    return part.length;
  }

  #decode(bytes: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    let size = SIZE;
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + (this.#isBroken ? 1 : size));
      const text = this.#isBroken
        ? this.#decodeByte(part)
        : this.#decodeText(part);
      if (text !== undefined) {
        parts.push(text);
        at += part.length;
      } else size = STEP;
    }
    return joined(parts);
  }

  /** Decodes bytes that are text; undefined if they are not, and nothing was decoded. */
  #decodeText(bytes: Uint8Array): Uint8Array | undefined {
    const text = decodedBy(this.#strict, bytes);
    this.#isBroken = text === undefined;
    if (text === undefined) return undefined;
    this.#lenient.decode(bytes, { stream: true });
    return encoder.encode(text);
  }

  /** Decodes one byte behind a fault: what comes out next is text, or stands for none. */
  #decodeByte(byte: Uint8Array): Uint8Array {
    for (const value of byte) this.#pending.push(value);
    const text = this.#lenient.decode(byte, { stream: true });
    if (text === "") return encoder.encode(text);
    const marked = this.#marked(text);
    this.#pending = [];
    if (text.endsWith("\n")) {
      this.#isBroken = false;
      this.#strict = this.#newStrict();
    }
    return marked;
  }

  /** What the decoders have kept back, when there is no more. */
  #end(): Uint8Array {
    const text = this.#lenient.decode();
    return this.#marked(text);
  }

  /** A text of which each U+FFFD stands for what is none, unless its bytes say so. */
  #marked(text: string): Uint8Array {
    const bytes = Uint8Array.from(this.#pending);
    const isText = !text.includes(REPLACEMENT) ||
      decodedBy(this.#newStrict(), bytes, false) === text;
    if (isText) return encoder.encode(text);
    const parts = text.split(REPLACEMENT).flatMap((part, index) =>
      index === 0 ? [encoder.encode(part)] : [MARK, encoder.encode(part)]
    );
    return joined(parts);
  }

  #newStrict(): TextDecoder {
    return new TextDecoder(this.#encoding, { fatal: true });
  }
}

/** Stands for what is no text. */
const MARK = Uint8Array.of(INVALID);

const encoder = new TextEncoder();

function decodedBy(
  decoder: TextDecoder,
  bytes: Uint8Array,
  stream = true,
): string | undefined {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return undefined;
  }
}
