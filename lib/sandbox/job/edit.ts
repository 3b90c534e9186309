import type { Comment } from "../../deps/acorn.ts";

/** The characters from `start` to `end` of a text, and what replaces them. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits, given in any order; of two that overlap the first stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < from) continue;
    pieces.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}

/** Spaces in the place of a text; line ends stay, and so do line numbers. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}

/** The text with every comment blanked, a hashbang line among them. */
export function withoutComments(
  text: string,
  comments: readonly Comment[],
): string {
  const edits = comments.map(({ start, end }) => (
    { start, end, text: blank(text.slice(start, end)) }
  ));
  return applyEdits(text, edits);
}
