import { BINARY_GLOBALS, charge, resetBudget } from "./bytes_budget.ts";
import type { EndowmentGlobals } from "./endowments.ts";
import { checkedText } from "../realm/lengths.ts";
import {
  decode,
  decodeStrictly,
  encode,
  isAnyArrayBuffer,
  isTypedArray,
  nativeAtob,
  nativeBtoa,
  slice,
} from "../prelude.ts";

const Mistake = TypeError;
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
}

class JobTextDecoder {
  readonly #decode: (bytes: Uint8Array<ArrayBuffer>) => string;
  readonly #keepsMark: boolean;

  constructor(label: unknown = "utf-8", options: TextDecoderOptions = {}) {
    if (label !== "utf-8" && label !== "utf8") {
      throw new Refusal("the only encoding is utf-8");
    }
    this.#decode = options.fatal ? decodeStrictly : decode;
    this.#keepsMark = !!options.ignoreBOM;
  }

  get encoding(): string {
    return "utf-8";
  }

  decode(bytes?: unknown): string {
    if (bytes === undefined) return "";
    if (!isAnyArrayBuffer(bytes) && !isTypedArray(bytes)) {
      throw new Mistake("only binary data can be decoded");
    }
    const text = this.#read(bytes as Uint8Array<ArrayBuffer>);
    return !this.#keepsMark && text[0] === "\ufeff" ? slice(text, 1) : text;
  }

  #read(bytes: Uint8Array<ArrayBuffer>): string {
    try {
      return this.#decode(bytes);
    } catch {
      throw new Mistake("the bytes are not UTF-8");
    }
  }
}
