// Collects what a batch gives: lines, and the failures between them.

import {
  Bytes,
  Durations,
  encodeInto,
  given,
  performanceNow,
  slice,
  Words,
} from "../prelude.ts";
import { checkSteps } from "../realm/steps.ts";
import type {
  BatchMessage,
  BatchReply,
  GuestFailure,
  OutputFormat,
  TableColumns,
} from "../../protocol.ts";

/** A batch that has collected this much is handed back early, in bytes or so. */
const FULL = 4 * 2 ** 20;

/** Text is made bytes when there is so much of it, in UTF-16 units: before it grows old. */
const WORTH_ENCODING = 2 ** 15;

/** Most bytes that a UTF-16 unit takes. */
const BYTES_A_UNIT = 3;

/** The lines and failures of one batch, in order. */
export class Output {
  #text = "";
  #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;
  #emitted = 0;
  #blank = 0;
  /** The columns of the rows, if one of them has settled that. */
  columns: TableColumns | undefined;
  /** Adds what waits elsewhere; called before anything else is added. */
  beforeNext: (() => void) | undefined;
  /** How long each item took, if that is asked. */
  readonly times: Float32Array<ArrayBuffer> | undefined;
  /** How many steps each item took, if they are counted as well. */
  readonly steps: Int32Array<ArrayBuffer> | undefined;
  readonly #begin = performanceNow();
  readonly #failures: GuestFailure[] = [];

  /** Writes into the batch's room as long as there is some. */
  constructor({ room, timed, count }: BatchMessage) {
    this.times = timed ? new Durations(count) : undefined;
    const isCounted = timed && given.realm.steps !== undefined;
    this.steps = isCounted ? new Words(count) : undefined;
    this.#bytes = room === null ? new Bytes(0) : new Bytes(room);
  }

  /** Whether the rest of the batch should wait for a batch of its own. */
  get isFull(): boolean {
    return this.#size + this.#text.length > FULL;
  }

  /**
   * Adds lines, line feeds included; the empty text adds none.
   *
   * @throws {ItemFailure} If the item used up its steps while the text was made.
   */
  add(text: string, lines = 1): void {
    checkSteps();
    if (text === "") return;
    this.#text += text;
    this.#emitted += lines;
    if (this.#text.length > WORTH_ENCODING) this.#encode();
  }

  /** Adds lines that are bytes already, and may be changed afterwards. */
  addBytes(bytes: Uint8Array<ArrayBuffer>, lines: number): void {
    const size = this.#size + bytes.length;
    if (size > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size = size;
    this.#emitted += lines;
  }

  /** Notes that a line of input held no item. */
  skip(format: OutputFormat): void {
    this.#blank++;
    if (format === "outcomes" || format === "records") this.add("\n");
  }

  /** Notes that an item has no line, and where it would have stood. */
  fail(
    item: number,
    why: Pick<GuestFailure, "kind" | "message" | "frames">,
  ): void {
    this.#encode();
    this.#failures.push({
      item,
      at: this.#size,
      lines: this.#emitted,
      blank: this.#blank,
      ...why,
    });
  }

  /** Everything collected, as the reply to a batch of which `done` items are done. */
  reply({ id, bytes, room }: BatchMessage, done: number): BatchReply {
    this.#encode();
    return {
      type: "done",
      id,
      done,
      elapsedMs: performanceNow() - this.#begin,
      output: this.#bytes.subarray(0, this.#size),
      input: room === null ? null : bytes?.buffer ?? null,
      emitted: this.#emitted,
      blank: this.#blank,
      failures: this.#failures,
      columns: this.columns,
      times: this.times,
      steps: this.steps,
    };
  }

  #encode(): void {
    this.beforeNext?.();
    let text = this.#text;
    this.#text = "";
    while (text !== "") {
      const free = this.#bytes.subarray(this.#size);
      const { read, written } = encodeInto(text, free);
      this.#size += written;
      text = slice(text, read);
      if (text !== "") this.#grow(BYTES_A_UNIT * text.length);
    }
  }

  #grow(missing: number): void {
    const old = this.#bytes;
    const size = this.#size + missing;
    this.#bytes = new Bytes(size > 2 * old.length ? size : 2 * old.length);
    this.#bytes.set(old);
  }
}
