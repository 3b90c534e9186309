import type { Comment } from "../../../deps/acorn.ts";

/** The characters from `start` to `end` of a text, and what replaces them. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A function of ours that a text calls, and the edits that make it call the function. */
export interface Helper {
  /** Declares the function; empty if it is not called. */
  readonly declaration: string;
  readonly edits: readonly Edit[];
}

/** A text made from another one by edits, with the way back. */
export interface Edited {
  readonly text: string;
  /** Finds the position in the first text that a position in this one comes from. */
  origin(position: number): number;
}

/** Applies edits, given in any order; of two that overlap the first stays. */
export function applyEdits(text: string, edits: readonly Edit[]): Edited {
  const pieces: string[] = [];
  const spans: Span[] = [];
  let from = 0;
  let length = 0;
  function add(piece: string, span: Omit<Span, "at">): void {
    if (piece === "") return;
    pieces.push(piece);
    spans.push({ at: length, ...span });
    length += piece.length;
  }
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < from) continue;
    add(text.slice(from, edit.start), { from, isNew: false });
    const isNew = edit.text.length !== edit.end - edit.start;
    add(edit.text, { from: edit.start, isNew });
    from = edit.end;
  }
  add(text.slice(from), { from, isNew: false });
  return { text: pieces.join(""), origin: (at) => originIn(spans, at) };
}

/** A stretch of an edited text. */
interface Span {
  /** Where it begins in the edited text, and where what it was begins in the first. */
  readonly at: number;
  readonly from: number;
  /** Whether its characters have no counterparts: all of it comes from one place. */
  readonly isNew: boolean;
}

function originIn(spans: readonly Span[], position: number): number {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.at ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  if (span === undefined) return 0;
  return span.isNew ? span.from : span.from + position - span.at;
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
  return applyEdits(text, edits).text;
}
