// Says where a text stops being JSON, on both sides: the guest's own copies of methods are
// taken when this is loaded, as those of the realm are guarded later.

import { findFault } from "./find_fault.ts";

const { parse } = JSON;
const Text = String;
const toInteger = parseInt;
const indexOf: (text: string, what: string) => number = Function.prototype.call
  .bind(String.prototype.indexOf as (what: string) => number);
const slice: (text: string, from: number, to?: number) => string = Function
  .prototype.call.bind(String.prototype.slice);

/** What begins a file in some editors, and a line where such files were joined. */
const MARK = "\ufeff";
const MARK_MESSAGE =
  "a byte order mark stands before it, as where files were " +
  "joined; --input json passes over it";

const SNIPPET_LENGTH = 40;

const POSITION = "at position ";

/** Says where a text stops being JSON, and what stands there; undefined if it is JSON. */
export function jsonFault(text: string): string | undefined {
  // Nearly all texts are JSON, which the engine finds out at a tenth of the cost.
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return whyNoJson(text, error);
  }
}

/** The same for a text of which it is known what `JSON.parse` throws. */
export function whyNoJson(text: string, error: unknown): string {
  const fault = findFault(text);
  return sayFault(text, fault < 0 ? positionIn(error, text) : fault);
}

/** The same for a text of which the position is known. */
export function sayFault(text: string, position: number): string {
  if (text[0] === MARK) return MARK_MESSAGE;
  const isFar = position > SNIPPET_LENGTH / 2;
  const from = isFar ? position - SNIPPET_LENGTH / 2 : 0;
  const snippet = slice(text, from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < text.length ? "…" : "";
  return `not JSON at column ${position + 1}: ${before}${snippet}${after}`;
}

/** What V8 says of the position, as it does of all faults that are not found here. */
function positionIn(error: unknown, text: string): number {
  const message = Text((error as Error).message);
  const found = indexOf(message, POSITION);
  return found === -1
    ? text.length
    : toInteger(slice(message, found + POSITION.length));
}
