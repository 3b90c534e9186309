import type { JobLocation, JobPlace } from "../../errors.ts";

/** What ends a line for an engine, and so in the stack of an error. */
export const ENGINE_LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/g;

/** What ends a line in an editor. */
export const EDITOR_LINE_ENDS = /\r\n?|\n/g;

/** The lines of a text, to translate between positions and columns. */
export class TextLines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  /** Finds the lines; `ends` is what a line ends with. */
  constructor(text: string, ends: RegExp) {
    this.#text = text;
    for (const { index, 0: end } of text.matchAll(ends)) {
      this.#starts.push(index + end.length);
    }
  }

  /** Finds the position of a column; undefined if the text has no such place. */
  position({ line, column }: JobPlace): number | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined) return undefined;
    const position = start + column - 1;
    return position >= start && position < this.#end(line)
      ? position
      : undefined;
  }

  /** Finds the line and the column of a position. */
  locate(position: number): JobLocation {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? 0;
    const line = low + 1;
    const text = this.#text.slice(start, this.#end(line));
    const sourceLine = text.replace(/[\r\n]+$/, "");
    return { line, column: position - start + 1, sourceLine };
  }

  /** Where the next line begins. */
  #end(line: number): number {
    return this.#starts[line] ?? this.#text.length + 1;
  }
}
