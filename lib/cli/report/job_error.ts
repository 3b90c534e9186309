import { printable } from "../escape.ts";

/** Most columns of the source line that are shown. */
const WINDOW = 72;
/** Columns left of the caret, when there is more than enough on both sides. */
const LEFT = 48;

/** Why a job does not load, and where. */
export interface JobFault {
  /** What is wrong. */
  readonly message: string;
  /** The line, from 1. */
  readonly line?: number | undefined;
  /** The column in UTF-16 units, from 1. */
  readonly column?: number | undefined;
  /** The text of that line. */
  readonly sourceLine?: string | undefined;
}

/**
 * Tells why a job does not load: the message, then the line with a caret.
 *
 * A long line is shortened to what is around the caret.
 */
export function jobErrorBlock(fault: JobFault): string {
  const { message, line, column, sourceLine } = fault;
  const shown = printable(message, 500);
  if (line === undefined) return `${shown}`;

  const place = column === undefined
    ? `line ${line}`
    : `line ${line}, column ${column}`;
  const head = `${shown} (${place})`;
  if (sourceLine === undefined) return head;

  const gutter = `  ${line} | `;
  const { text, caret } = excerpt(sourceLine, (column ?? 1) - 1);
  if (column === undefined) return `${head}\n${gutter}${text}`;
  const margin = " ".repeat(gutter.length - 2) + "| ";
  return `${head}\n${gutter}${text}\n${margin}${" ".repeat(caret)}^`;
}

interface Excerpt {
  readonly text: string;
  readonly caret: number;
}

/** The part of a line around a place, escaped, and where the place is in it. */
function excerpt(line: string, place: number): Excerpt {
  // A tab is as wide as the terminal likes, which no caret could follow.
  const flat = line.replaceAll("\t", " ");
  const at = Math.max(0, Math.min(place, flat.length));
  const rest = printable(flat.slice(at), WINDOW).length;
  const before = tail(flat.slice(0, at), Math.max(LEFT, WINDOW - rest));
  const after = printable(flat.slice(at), WINDOW - before.length);
  return { text: before + after, caret: before.length };
}

/** The end of a text, escaped, at most `max` units long. */
function tail(text: string, max: number): string {
  const near = text.slice(-max);
  const whole = printable(near, Infinity);
  if (near.length === text.length && whole.length <= max) return whole;
  const kept = [...near];
  while (printable(kept.join(""), Infinity).length > max - 1) kept.shift();
  return "…" + printable(kept.join(""), Infinity);
}
