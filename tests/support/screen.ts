/** A terminal that knows no escapes: characters, line feeds and carriage returns. */
export class Screen {
  /** The lines, without the blanks at their ends. */
  readonly #rows: string[][] = [[]];
  #column = 0;
  #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** Makes it narrower or wider; what was written stays as it is. */
  resize(width: number): void {
    this.#width = width;
  }

  columns(): number {
    return this.#width;
  }

  /** Writes text; throws at a character that a dumb terminal does not know. */
  write(text: string): void {
    for (const char of text) this.#put(char);
  }

  /** What can be seen, without the blanks at the ends of lines. */
  get lines(): string[] {
    return this.#rows.map((row) => row.join("").trimEnd());
  }

  /** The last line. */
  get line(): string {
    return this.lines.at(-1) ?? "";
  }

  #put(char: string): void {
    if (char === "\r") this.#column = 0;
    else if (char === "\n") this.#feed();
    else if (/\p{Cc}/u.test(char)) {
      throw new Error(`A dumb terminal shows ${JSON.stringify(char)} as it is`);
    } else {
      if (this.#column >= this.#width) this.#feed();
      const row = this.#rows.at(-1) ?? [];
      while (row.length < this.#column) row.push(" ");
      row[this.#column++] = char;
    }
  }

  #feed(): void {
    this.#rows.push([]);
    this.#column = 0;
  }
}
