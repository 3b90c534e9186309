import { JsonFault, jsonOf } from "../sandbox/exact_json.ts";
import { exactValue } from "../sandbox/exact_values.ts";
import type { Codec } from "./channel_options.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const JSON_CODEC: Codec<unknown> = {
  encode: (value) => encoder.encode(textOf(value)),
  decode(bytes) {
    const text = decoder.decode(bytes);
    if (text === "") throw new SyntaxError("an empty text is no JSON");
    return exactValue(text);
  },
};

function textOf(value: unknown): string {
  let text: string | undefined;
  try {
    text = jsonOf(value, { hasBigInts: false, keepTypes: true });
  } catch (error) {
    const fault = JsonFault.textOf(error);
    if (fault === undefined) throw error;
    throw new TypeError(`Cannot send: ${fault}`, { cause: error });
  }
  if (text !== undefined) return text;
  throw new TypeError(
    `Cannot send: JSON cannot hold a value of type ${typeof value}`,
  );
}

/**
 * JSON texts in UTF-8, of which nothing is lost on the way: integers keep all digits, as
 * BigInts beyond 2^53, and a value is refused of which JSON would leave something out.
 */
export function jsonCodec<T>(): Codec<T> {
  return JSON_CODEC as Codec<T>;
}
