import type { TableLayout } from "../../../framing/table/table_format.ts";
import {
  CARRIAGE_RETURN,
  decode,
  encode,
  LINE_FEED,
  SPACE,
} from "../../../internal/bytes.ts";
import { hashOf } from "../../lookup_layout.ts";
import { type KeyOptions, keyReader } from "./key_reader.ts";

/** Told of each record of a batch: where in it it begins, and the hash of its key. */
export type OnRecord = (start: number, hash: number) => void;

const QUOTE = 0x22;

/** Finds the records of batches, and hashes their keys. */
export class KeyScanner {
  readonly #options: KeyOptions;
  readonly #column: number;
  readonly #comment: Uint8Array | undefined;

  constructor(options: KeyOptions) {
    const { layout, key } = options;
    this.#options = options;
    this.#column = layout?.columns.indexOf(key) ?? -1;
    this.#comment = layout?.comment === undefined
      ? undefined
      : encode(layout.comment);
  }

  /**
   * Goes through the records of a batch.
   *
   * @throws {SyntaxError} If one is none.
   * @throws {RangeError} If one has no key.
   */
  scan(bytes: Uint8Array, onRecord: OnRecord): void {
    const text = decode(bytes);
    // In ASCII a place in the text is the same place in the bytes.
    const isPlain = text.length === bytes.length && !text.includes("\ufffd");
    const read = keyReader(bytes, this.#options);
    for (let at = 0; at < bytes.length;) {
      const found = bytes.indexOf(LINE_FEED, at);
      const end = found === -1 ? bytes.length : found;
      if (!this.#isNone(bytes.subarray(at, end))) {
        const quick = isPlain ? this.#quickHash(text, at, end) : undefined;
        onRecord(at, quick ?? hashOf(keyAt(read, at, this.#options.key)));
      }
      at = end + 1;
    }
  }

  /** Whether a line is no record. */
  #isNone(line: Uint8Array): boolean {
    if (this.#options.layout === undefined) return line.every(isBlank);
    const comment = this.#comment;
    return line.length === 0 ||
      line.length === 1 && line[0] === CARRIAGE_RETURN ||
      comment !== undefined && comment.every((byte, at) => byte === line[at]);
  }

  /** The hash of a row's key, if the row has all fields and nothing to be careful of. */
  #quickHash(text: string, begin: number, end: number): number | undefined {
    const { layout } = this.#options;
    if (layout === undefined || layout.trim || layout.nullText !== undefined) {
      return undefined;
    }
    const last = text[end - 1] === "\r" ? end - 1 : end;
    const key = this.#findKey(text, { begin, end: last, layout });
    if (key === undefined || text[key.begin] === '"') return undefined;
    return hashOf(text.slice(key.begin, key.end));
  }

  /** Where the key is in a row that has as many fields as there are columns. */
  #findKey(
    text: string,
    { begin, end, layout }: {
      readonly begin: number;
      readonly end: number;
      readonly layout: TableLayout;
    },
  ): { begin: number; end: number } | undefined {
    const delimiter = layout.delimiter.charCodeAt(0);
    const key = { begin, end };
    let fields = 1;
    let fieldBegin = begin;
    let isQuoted = false;
    let isInside = false;
    for (let at = begin; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        // Only where a field begins does a quote open one.
        if (at === fieldBegin) isQuoted = layout.quotes;
        isInside = isQuoted && !isInside;
      }
      if (code !== delimiter || isInside) continue;
      if (fields === this.#column) key.begin = at + 1;
      if (fields === this.#column + 1) key.end = at;
      fields++;
      fieldBegin = at + 1;
      isQuoted = false;
    }
    return fields === layout.columns.length ? key : undefined;
  }
}

/** The key of a record; throws if it has none. */
function keyAt(
  read: (start: number) => string | undefined,
  start: number,
  name: string,
): string {
  const key = read(start);
  if (key !== undefined) return key;
  throw new RangeError(`Cannot look a record up: it has no "${name}"`);
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte >= 0x09 && byte <= CARRIAGE_RETURN;
}
