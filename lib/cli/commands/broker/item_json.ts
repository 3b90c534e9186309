import { isJson } from "../../is_json.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A record about an item as one line, the item in it as the JSON that it is. */
export function textOrJson(about: object, bytes: Uint8Array): string {
  return `${JSON.stringify(about).slice(0, -1)},"input":${itemJson(bytes)}}`;
}

/** An item as JSON on one line: its own text, digit by digit, unless it is no JSON. */
export function itemJson(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return isJson(text) ? text.replace(/[\r\n]/g, " ") : JSON.stringify(text);
}

/** The bytes of an item as a JSON string, whatever they are. */
export function itemString(bytes: Uint8Array): string {
  return JSON.stringify(decoder.decode(bytes));
}
