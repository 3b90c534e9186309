// The items of rows: an object for each, with the names of the columns.

import { DOUBTFUL, textOf } from "../batch/text_of.ts";
import { ItemFailure } from "../batch/item_failure.ts";
import { BLANK } from "../json/parse_line.ts";
import { type Items, PART } from "../batch/parts.ts";
import { Bytes, charCode, decode, indexOf, slice } from "../prelude.ts";
import {
  INNER_LINE_FEED,
  unevenRow,
} from "../../../framing/table/table_format.ts";
import type { TableLayout } from "../../protocol.ts";
import { ByteCutter, type RawRow } from "./byte_cutter.ts";
import { RowCutter } from "./row_cutter.ts";
import { type ObjectMaker, objectMaker } from "./row_objects.ts";

const LINE_FEED = 0x0a;

/** The rows of a part, one after another. */
export class RowItems implements Items {
  #text = "";
  /** Where the row begins in the text, and the next one. */
  #begin = 0;
  #next = 0;
  /** What is not text yet: rows that have to be decoded one by one. */
  #rest: Uint8Array<ArrayBuffer>;
  readonly #layout: TableLayout;
  readonly #cutter: RowCutter | ByteCutter;
  /** The cutter, where it cuts bytes. */
  readonly #quick: ByteCutter | undefined;
  readonly #make: ObjectMaker;

  constructor(bytes: Uint8Array<ArrayBuffer>, layout: TableLayout) {
    this.#layout = layout;
    this.#make = objectMaker(layout.columns);
    const isSimple = bytes.length <= 4 * PART &&
      bytes.indexOf(INNER_LINE_FEED) === -1;
    const text = isSimple ? decode(bytes) : DOUBTFUL;
    const isSure = indexOf(text, DOUBTFUL) === -1;
    this.#text = isSure ? withLineEnd(text) : "";
    this.#rest = isSure ? new Bytes(0) : bytes;
    const isQuick = isSure && ByteCutter.canCut(layout) &&
      bytes[bytes.length - 1] === LINE_FEED;
    this.#quick = isQuick ? new ByteCutter(bytes, layout) : undefined;
    this.#cutter = this.#quick ?? new RowCutter(layout);
  }

  next(): unknown {
    if (this.#next === this.#text.length && !this.#openRow()) return undefined;
    const begin = this.#begin = this.#next;
    if (this.#isNone(begin)) return BLANK;
    this.#next = this.#cutter.cut(this.#text, begin);
    return this.record();
  }

  /** The row once more, as a new object. */
  record(): unknown {
    const { fields, size } = this.#cutter;
    const { columns } = this.#layout;
    if (size === columns.length) return this.#make(fields);
    return this.#makeUneven(size);
  }

  again(): unknown {
    return this.record();
  }

  isPlainRow(): boolean {
    const isEven = this.#cutter.size === this.#layout.columns.length;
    if (!isEven) return false;
    return this.#quick === undefined
      ? indexOf(this.line(), "\r") === -1
      : !this.#quick.hasReturn;
  }

  raw(): RawRow | undefined {
    return this.#quick;
  }

  line(): string {
    const end = this.#next - 1;
    const isReturn = charCode(this.#text, end - 1) === 0x0d;
    return slice(this.#text, this.#begin, isReturn ? end - 1 : end);
  }

  /** Takes the next row out of what is not text yet. */
  #openRow(): boolean {
    const rest = this.#rest;
    if (rest.length === 0) return false;
    const found = rest.indexOf(LINE_FEED);
    const end = found === -1 ? rest.length : found;
    const row = rest.slice(0, end);
    this.#rest = rest.subarray(end + 1);
    for (let at = row.indexOf(INNER_LINE_FEED); at !== -1;) {
      row[at] = LINE_FEED;
      at = row.indexOf(INNER_LINE_FEED, at + 1);
    }
    this.#begin = this.#next = 0;
    this.#text = "";
    const text = textOf(row);
    // What stands in a comment does not matter.
    if (text === undefined && !this.#isComment(decode(row), 0)) {
      throw new ItemFailure("input", "not valid UTF-8");
    }
    this.#text = (text ?? decode(row)) + "\n";
    return true;
  }

  #isComment(text: string, begin: number): boolean {
    const { comment } = this.#layout;
    return comment !== undefined &&
      slice(text, begin, begin + comment.length) === comment;
  }

  /** Passes over a line that is no row. */
  #isNone(begin: number): boolean {
    const text = this.#text;
    const first = charCode(text, begin);
    const isBlank = first === LINE_FEED ||
      first === 0x0d && charCode(text, begin + 1) === LINE_FEED;
    if (!isBlank && !this.#isComment(text, begin)) return false;
    this.#next = indexOf(text, "\n", begin) + 1;
    return true;
  }

  /** An object for a row that has fewer or more fields than there are columns. */
  #makeUneven(size: number): unknown {
    const { fields } = this.#cutter;
    const { columns, ragged } = this.#layout;
    const most = columns.length;
    if (!ragged) {
      for (let at = most; at < size; at++) {
        if (fields[at] !== "") throw this.#uneven(size);
      }
      if (size < most) throw this.#uneven(size);
      return this.#make(fields);
    }
    for (let at = size; at < most; at++) fields[at] = "";
    const made = this.#make(fields);
    for (let at = most; at < size; at++) {
      made[newName(made, `column_${at + 1}`)] = fields[at];
    }
    return made;
  }

  #uneven(size: number): ItemFailure {
    return new ItemFailure("input", unevenRow(size, this.#layout));
  }
}

function withLineEnd(text: string): string {
  return charCode(text, text.length - 1) === LINE_FEED ? text : text + "\n";
}

/** A name that the object does not have. */
function newName(object: object, name: string): string {
  let unique = name;
  for (let n = 2; unique in object; n++) unique = `${name}_${n}`;
  return unique;
}
