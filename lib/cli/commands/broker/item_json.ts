import { isJson } from "../../is_json.ts";

/** A record about an item as one line, the item in it as the JSON that it is. */
export function textOrJson(about: object, bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  // Its own text, digit by digit, unless it is no JSON.
  const input = isJson(text)
    ? text.replace(/[\r\n]/g, " ")
    : JSON.stringify(text);
  return `${JSON.stringify(about).slice(0, -1)},"input":${input}}`;
}
