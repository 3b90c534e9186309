import { BINARY_GLOBALS, charge, resetBudget } from "./bytes_budget.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";
import { checkedText } from "../realm/lengths.ts";
import {
  Bytes,
  decode,
  decodeStrictly,
  encode,
  encodeInto,
  isAnyArrayBuffer,
  isArrayBufferView,
  nativeAtob,
  nativeBtoa,
  NativeTypeError,
  slice,
  trim,
} from "../prelude.ts";

const Refusal = RangeError;
const Text = String;

/** Typed arrays, texts as bytes, and Base64. */
export function endowBytes(): EndowmentGlobals {
  const globals: Record<string, unknown> = {
    TextEncoder: JobTextEncoder,
    TextDecoder: JobTextDecoder,
    atob: (text: unknown) => recoded(nativeAtob, text),
    btoa: (text: unknown) => recoded(nativeBtoa, text),
  };
  for (const name of BINARY_GLOBALS) {
    globals[name] = (globalThis as unknown as Record<string, unknown>)[name];
  }
  return { globals, beginItem: resetBudget };
}

// What the real one throws is an object of the host.
function recoded(recode: (text: string) => string, text: unknown): string {
  const checked = checkedText(Text(text)) as string;
  try {
    return recode(checked);
  } catch {
    throw new Refusal("a character is not in the range of Base64");
  }
}

class JobTextEncoder {
  get encoding(): string {
    return "utf-8";
  }

  encode(text: unknown = ""): Uint8Array {
    const checked = checkedText(Text(text)) as string;
    charge(checked.length * 3);
    return encode(checked);
  }

  encodeInto(
    text: unknown,
    target: Uint8Array<ArrayBuffer>,
  ): { read: number; written: number } {
    const { read, written } = encodeInto(
      checkedText(Text(text)) as string,
      target,
    );
    return { read, written };
  }
}

const LABELS: readonly unknown[] = ["utf-8", "utf8", "unicode-1-1-utf-8"];

class JobTextDecoder {
  readonly #decode: (bytes: Uint8Array<ArrayBuffer>) => string;
  readonly #keepsMark: boolean;
  readonly #isFatal: boolean;
  /** The first bytes of a character whose others are still to come. */
  #begun: Uint8Array<ArrayBuffer> = new Bytes(0);
  #isInside = false;

  constructor(label: unknown = "utf-8", options: TextDecoderOptions = {}) {
    if (!LABELS.includes(trim(Text(label)).toLowerCase())) {
      throw new Refusal("the only encoding is utf-8");
    }
    this.#isFatal = !!options.fatal;
    this.#decode = this.#isFatal ? decodeStrictly : decode;
    this.#keepsMark = !!options.ignoreBOM;
  }

  get encoding(): string {
    return "utf-8";
  }

  get fatal(): boolean {
    return this.#isFatal;
  }

  get ignoreBOM(): boolean {
    return this.#keepsMark;
  }

  decode(data?: unknown, options: { stream?: boolean } = {}): string {
    const goesOn = !!options?.stream;
    const bytes = joined(this.#begun, viewOf(data));
    const end = goesOn ? bytes.length - unfinished(bytes) : bytes.length;
    this.#begun = bytes.slice(end);
    const text = this.#read(bytes.subarray(0, end));
    const isFirst = !this.#isInside && text !== "";
    this.#isInside = goesOn && (this.#isInside || text !== "");
    return isFirst && !this.#keepsMark && text[0] === "\ufeff"
      ? slice(text, 1)
      : text;
  }

  #read(bytes: Uint8Array<ArrayBuffer>): string {
    try {
      return this.#decode(bytes);
    } catch {
      this.#begun = new Bytes(0);
      this.#isInside = false;
      throw new NativeTypeError("the bytes are not UTF-8");
    }
  }
}

/** The bytes of binary data of any kind. */
function viewOf(data: unknown): Uint8Array<ArrayBuffer> {
  if (data === undefined) return new Bytes(0);
  if (isAnyArrayBuffer(data)) return new Bytes(data as ArrayBuffer);
  if (!isArrayBufferView(data)) {
    throw new NativeTypeError("only binary data can be decoded");
  }
  const { buffer, byteOffset, byteLength } = data as Uint8Array<ArrayBuffer>;
  return new Bytes(buffer, byteOffset, byteLength);
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (first.length === 0) return second;
  charge(first.length + second.length);
  const all = new Bytes(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** How many bytes at the end begin a character that needs more of them. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return back < length ? back : 0;
  }
  return 0;
}
