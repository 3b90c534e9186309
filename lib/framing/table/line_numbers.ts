/** The lines on which items begin, as a batch holds them. */
export type ItemLines =
  | { readonly line: number }
  | { readonly lines: Float64Array };

/** Collects the lines on which items begin: one number while each is one line long. */
export class LineNumbers {
  #first = 0;
  #count = 0;
  #all: number[] | undefined;

  /** Adds items, each one line long but the last, of which the first begins on `line`. */
  add(line: number, count = 1): void {
    if (count === 0) return;
    if (this.#count === 0) this.#first = line;
    else if (this.#all === undefined && line !== this.#first + this.#count) {
      this.#all = Array.from(
        { length: this.#count },
        (_, n) => this.#first + n,
      );
    }
    for (let n = 0; n < count && this.#all !== undefined; n++) {
      this.#all.push(line + n);
    }
    this.#count += count;
  }

  /** Takes out all. */
  take(): ItemLines {
    const all = this.#all;
    this.#all = undefined;
    this.#count = 0;
    return all === undefined
      ? { line: this.#first }
      : { lines: Float64Array.from(all) };
  }
}
