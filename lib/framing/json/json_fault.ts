// Says where a text stops being JSON, on both sides: the guest's own copies of methods are
// taken when this is loaded, as those of the realm are guarded later.

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

/** Looking for the place in a longer text takes too long: V8 shows what is around it. */
const LONGEST_SEARCHED = 2 ** 16;

const POSITION = "at position ";
const UNEXPECTED = "Unexpected token";

/** Says where a text stops being JSON, and what stands there; undefined if it is JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return whyNoJson(text, error);
  }
}

/** The same for a text of which it is known what `JSON.parse` throws. */
export function whyNoJson(text: string, error: unknown): string {
  if (text[0] === MARK) return MARK_MESSAGE;
  const message = Text((error as Error).message);
  const offset = offsetIn(message, text);
  if (offset === undefined) return `not JSON: ${message}`;
  const from = offset > SNIPPET_LENGTH / 2 ? offset - SNIPPET_LENGTH / 2 : 0;
  const snippet = slice(text, from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < text.length ? "…" : "";
  return `not JSON at column ${offset + 1}: ${before}${snippet}${after}`;
}

function offsetIn(message: string, text: string): number | undefined {
  const found = indexOf(message, POSITION);
  if (found !== -1) return toInteger(slice(message, found + POSITION.length));
  if (indexOf(message, UNEXPECTED) !== 0) return text.length;
  return text.length <= LONGEST_SEARCHED ? offsetOfToken(text) : undefined;
}

/**
 * V8 names the character that it did not expect, and not always its position: the same
 * character may stand before it. A begin of the text that has it fails in the same way,
 * and one that has not fails in another, if at all.
 */
function offsetOfToken(text: string): number {
  let without = 0;
  let within = text.length;
  while (without + 1 < within) {
    const size = without + ((within - without) >> 1);
    if (isUnexpected(slice(text, 0, size))) within = size;
    else without = size;
  }
  return without;
}

function isUnexpected(begin: string): boolean {
  try {
    parse(begin);
    return false;
  } catch (error) {
    return indexOf(Text((error as Error).message), UNEXPECTED) === 0;
  }
}
