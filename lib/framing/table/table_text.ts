// How texts become the fields of a table, on both sides: the first row is written by the
// host, all others by the guest.

import type { TableDialect } from "./table_format.ts";

const indexOf: (text: string, what: string) => number = Function.prototype.call
  .bind(String.prototype.indexOf as (what: string) => number);
const charCode: (text: string, at: number) => number = Function.prototype.call
  .bind(String.prototype.charCodeAt);
const replaceAll: (text: string, from: string, to: string) => string = Function
  .prototype.call.bind(
    String.prototype.replaceAll as (from: string, to: string) => string,
  );

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Looking at each character of a text that is longer takes more than four searches. */
const SHORT = 24;

/** Makes the function that writes a text as a field; it gives undefined if that cannot be. */
export function fieldWriter(
  { delimiter, quotes, nullText }: TableDialect,
): (text: string) => string | undefined {
  const separator = charCode(delimiter, 0);
  // Without quoting, a quote is a character like others.
  const quote = quotes ? QUOTE : LINE_FEED;

  function isPlain(text: string): boolean {
    const { length } = text;
    if (length > SHORT) return isPlainLong(text);
    for (let at = 0; at < length; at++) {
      const code = charCode(text, at);
      if (code === separator || code === quote) return false;
      if (code === LINE_FEED || code === CARRIAGE_RETURN) return false;
    }
    return text !== nullText;
  }

  function isPlainLong(text: string): boolean {
    return indexOf(text, delimiter) === -1 && indexOf(text, "\n") === -1 &&
      indexOf(text, "\r") === -1 && text !== nullText &&
      !(quotes && indexOf(text, '"') !== -1);
  }

  return (text) => {
    if (isPlain(text)) return text;
    return quotes ? `"${replaceAll(text, '"', '""')}"` : undefined;
  };
}

/** A row of fields that are written already, less its line end; undefined if it cannot be. */
export function joinFields(
  fields: readonly string[],
  { delimiter, quotes }: TableDialect,
): string | undefined {
  let row = "";
  for (let at = 0; at < fields.length; at++) {
    row += at === 0 ? fields[at] : delimiter + fields[at];
  }
  // A blank line would be no row to a reader.
  return row === "" ? (quotes ? '""' : undefined) : row;
}
