import type { Terminal } from "../../terminal.ts";

/** Where result lines go. */
export interface Output {
  /** How many bytes were written. */
  readonly size: number;
  /** Writes whole lines. */
  write(lines: Uint8Array): Promise<void>;
  /** Writes what must follow the last line. */
  end(): Promise<void>;
}

/** Writes lines as they are. */
export class LineOutput implements Output {
  #size = 0;
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  get size(): number {
    return this.#size;
  }

  async write(lines: Uint8Array): Promise<void> {
    if (lines.length === 0) return;
    this.#size += lines.length;
    await this.#terminal.stdout.write(lines);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

const LINE_FEED = "\n".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const encoder = new TextEncoder();

/** Writes lines of JSON as the elements of one array, on one line. */
export class ArrayOutput implements Output {
  #isEmpty = true;
  readonly #lines: LineOutput;

  constructor(terminal: Terminal) {
    this.#lines = new LineOutput(terminal);
  }

  get size(): number {
    return this.#lines.size;
  }

  async write(lines: Uint8Array): Promise<void> {
    if (lines.length === 0) return;
    // JSON has no line feed of its own, so each one ends an element.
    const elements = lines.slice(0, -1)
      .map((byte) => byte === LINE_FEED ? COMMA : byte);
    await this.#lines.write(encoder.encode(this.#isEmpty ? "[" : ","));
    await this.#lines.write(elements);
    this.#isEmpty = false;
  }

  async end(): Promise<void> {
    await this.#lines.write(encoder.encode(this.#isEmpty ? "[]\n" : "]\n"));
  }
}
