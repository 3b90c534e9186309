// Which lines make a record. What its fields are is not decided here.

/** The lines of one record, joined by line feeds. */
export interface DelimitedRecord {
  readonly text: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** Why it cannot be read. */
  readonly refused?: string;
}

/** A quoted field may go on for so many UTF-16 units before it counts as never closed. */
const LONGEST_SPAN = 16 * 2 ** 20;

/** So many quotes that are never closed cost their own line; the next, all that follow. */
const PATIENCE = 16;

/** One line of a table. */
export interface DelimitedLine {
  readonly line: number;
  /** What is wrong with the line itself. */
  readonly fault?: string | undefined;
}

/** A record whose last field is quoted and not closed yet. */
interface OpenRecord {
  readonly lines: {
    readonly text: string;
    readonly fault?: string | undefined;
  }[];
  readonly line: number;
  size: number;
}

/** Puts lines together that belong to one record, because a quoted field spans them. */
export class DelimitedRecords {
  #open: OpenRecord | undefined;
  #patience = PATIENCE;
  readonly #separator: string;
  readonly #longestSpan: number;

  constructor(separator: string, longestSpan: number = LONGEST_SPAN) {
    this.#separator = separator;
    this.#longestSpan = longestSpan;
  }

  /** Whether the next line belongs to a record that has begun. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Takes in the next line, and gives the records that are whole now. */
  put(text: string, { line, fault }: DelimitedLine): DelimitedRecord[] {
    const state = readQuotes(text, {
      separator: this.#separator,
      isOpen: this.isOpen,
    });
    const open = this.#open ??= { lines: [], line, size: 0 };
    open.lines.push({ text, fault });
    open.size += text.length;
    if (state === "open") {
      return open.size > this.#longestSpan ? this.#giveUp(open) : [];
    }
    this.#open = undefined;
    const broken = state === "broken"
      ? `line ${line} goes on after the quote that ends a field`
      : undefined;
    return [recordOf(open, firstFault(open) ?? broken)];
  }

  /** Gives what is left at the end of the input. */
  end(): DelimitedRecord[] {
    const records: DelimitedRecord[] = [];
    while (this.#open !== undefined) {
      for (const record of this.#giveUp(this.#open)) records.push(record);
    }
    return records;
  }

  /** Gives up on the line with the quote only: what follows was not part of it. */
  #giveUp(open: OpenRecord): DelimitedRecord[] {
    const refused = "a quoted field that begins here is never closed";
    this.#open = undefined;
    if (this.#patience-- <= 0) return [recordOf(open, refused)];
    const [first, ...rest] = open.lines;
    const records: DelimitedRecord[] = [
      { text: first?.text ?? "", line: open.line, refused },
    ];
    for (const [index, { text, fault }] of rest.entries()) {
      const line = open.line + 1 + index;
      for (const record of this.put(text, { line, fault })) {
        records.push(record);
      }
    }
    return records;
  }
}

function firstFault({ lines }: OpenRecord): string | undefined {
  return lines.find(({ fault }) => fault !== undefined)?.fault;
}

function recordOf(
  { lines, line }: OpenRecord,
  refused: string | undefined,
): DelimitedRecord {
  const text = lines.map(({ text }) => text).join("\n");
  return { text, line, ...(refused !== undefined && { refused }) };
}

/** What a line leaves behind: a whole record, an open quote, or nonsense. */
type QuoteState = "whole" | "open" | "broken";

/** Follows the quotes of a line; one that does not begin a field is a plain character. */
function readQuotes(
  text: string,
  { separator, isOpen }: { separator: string; isOpen: boolean },
): QuoteState {
  let isQuoted = isOpen;
  for (let at = 0;;) {
    if (!isQuoted && text[at] !== '"') {
      const found = text.indexOf(separator, at);
      if (found === -1) return "whole";
      at = found + 1;
      continue;
    }
    const end = endOfQuoted(text, isQuoted ? at : at + 1);
    if (end === -1) return "open";
    if (end === text.length) return "whole";
    if (text[end] !== separator) return "broken";
    isQuoted = false;
    at = end + 1;
  }
}

/** What comes after the quote that ends the field; -1 if there is none. */
function endOfQuoted(text: string, start: number): number {
  let quote = text.indexOf('"', start);
  while (quote !== -1 && text[quote + 1] === '"') {
    quote = text.indexOf('"', quote + 2);
  }
  return quote === -1 ? -1 : quote + 1;
}
