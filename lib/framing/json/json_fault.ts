/** What begins a file in some editors, and a line where such files were joined. */
const MARK = "\ufeff";

const SNIPPET_LENGTH = 40;

/** Says where a text stops being JSON, and what stands there; undefined if it is JSON. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return explain(text, String(error));
  }
}

function explain(text: string, message: string): string {
  if (text.startsWith(MARK)) {
    return "a byte order mark stands before it, as where files were joined; " +
      "--input json passes over it";
  }
  const offset = offsetIn(message, text);
  const from = Math.max(0, offset - SNIPPET_LENGTH / 2);
  const snippet = text.slice(from, from + SNIPPET_LENGTH);
  const before = from > 0 ? "…" : "";
  const after = from + SNIPPET_LENGTH < text.length ? "…" : "";
  return `not JSON at column ${offset + 1}: ${before}${snippet}${after}`;
}

/** V8 names the position only of some errors; of others, the unexpected character. */
function offsetIn(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const token = /'([^']+)'/.exec(message)?.[1];
  const offset = token === undefined ? -1 : text.indexOf(token);
  return offset === -1 ? text.length : offset;
}
