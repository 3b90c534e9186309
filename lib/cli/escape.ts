// Cc is C0, DEL and C1; Cs matches lone surrogates only, under the u flag.
// U+2028 and U+2029 end a line in some terminals, and the rest turn the
// direction of the text around them, so that it reads as something else.
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Makes text from outside safe to print on one line of a terminal.
 *
 * Control characters, line ends, direction marks and lone surrogates become
 * `\u001b` and the like. A text of more than `max` UTF-16 units is cut, at a
 * whole character, and ends in `…`. O(max), however long the text is.
 *
 * @param text Anything: an item, a message of a job, an argument.
 * @param max Most UTF-16 units to give back, the `…` included; at least 1.
 */
export function printable(text: string, max: number): string {
  if (text.length <= max && !UNPRINTABLE.test(text)) return text;
  let shown = "";
  let cut = 0;
  for (const char of text) {
    const piece = UNPRINTABLE.test(char) ? escaped(char) : char;
    if (shown.length + piece.length > max) return shown.slice(0, cut) + "…";
    shown += piece;
    if (shown.length < max) cut = shown.length;
  }
  return shown;
}

function escaped(char: string): string {
  return "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0");
}
