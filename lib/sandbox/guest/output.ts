// Collects what a batch gives: lines, and the failures between them.

import { Bytes, encode } from "./prelude.ts";
import type {
  BatchReply,
  GuestFailure,
  GuestFailureKind,
  OutputFormat,
} from "./protocol.ts";

/** A batch that has collected this much is handed back early, in bytes or so. */
const FULL = 4 * 2 ** 20;

/** Text is made bytes when there is so much of it, in UTF-16 units: before it grows old. */
const WORTH_ENCODING = 2 ** 15;

/** The lines and failures of one batch, in order. */
export class Output {
  #text = "";
  #size = 0;
  #emitted = 0;
  #blank = 0;
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #failures: GuestFailure[] = [];

  /** Whether the rest of the batch should wait for a batch of its own. */
  get isFull(): boolean {
    return this.#size + this.#text.length > FULL;
  }

  /** Adds lines, line feeds included; the empty text adds none. */
  add(text: string, lines = 1): void {
    if (text === "") return;
    this.#text += text;
    this.#emitted += lines;
    if (this.#text.length > WORTH_ENCODING) this.#encode();
  }

  /** Notes that a line of input held no item. */
  skip(format: OutputFormat): void {
    this.#blank++;
    if (format === "outcomes") this.add("\n");
  }

  /** Notes that an item has no line, and where it would have stood. */
  fail(item: number, kind: GuestFailureKind, message: string): void {
    this.#encode();
    this.#failures.push({
      item,
      at: this.#size,
      lines: this.#emitted,
      blank: this.#blank,
      kind,
      message,
    });
  }

  /** Everything collected, as the reply to batch `id`. */
  reply(id: number, done: number): BatchReply {
    this.#encode();
    return {
      type: "done",
      id,
      done,
      output: this.#joined(),
      emitted: this.#emitted,
      blank: this.#blank,
      failures: this.#failures,
    };
  }

  #encode(): void {
    if (this.#text === "") return;
    const bytes = encode(this.#text);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    this.#text = "";
  }

  #joined(): Uint8Array<ArrayBuffer> {
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only !== undefined) return only;
    const whole = new Bytes(this.#size);
    let offset = 0;
    for (const part of this.#parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }
}
