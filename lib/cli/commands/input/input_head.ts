// What an input is, by how it begins: for when its first line is no JSON.

import { isJson } from "../../is_json.ts";
import type { Failure, Read } from "../../../mod.ts";

/** So much of an input is kept. */
const SIZE = 4 * 2 ** 10;

/** The begin of an input, kept as it is read. */
export class InputHead {
  readonly #bytes = new Uint8Array(SIZE);
  #size = 0;

  /** Reads on, and keeps the begin of what is read. */
  kept(read: Read): Read {
    return async (buffer) => {
      const size = await read(buffer);
      if (size === null || this.#size === SIZE) return size;
      const part = buffer.subarray(0, Math.min(size, SIZE - this.#size));
      this.#bytes.set(part, this.#size);
      this.#size += part.length;
      return size;
    };
  }

  /** What was kept, as text; bytes that are not UTF-8 as U+FFFD. */
  get text(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.#size));
  }
}

/** The items among which the first failure tells of all of them. */
const BEGINNING = 3;

/** Says once what an input is whose first lines are no JSON. */
export class FormatHint {
  #isSaid = false;
  readonly #head: InputHead;
  readonly #skipped: number;

  constructor(head: InputHead, skipped: number) {
    this.#head = head;
    this.#skipped = skipped;
  }

  /** What to say after these failures, if anything. */
  after(failures: readonly Failure[]): string | undefined {
    if (this.#isSaid) return undefined;
    const first = failures.find(({ kind }) => kind === "input");
    if (first === undefined) return undefined;
    this.#isSaid = true;
    return first.position < this.#skipped + BEGINNING
      ? ndjsonHint(this.#head.text)
      : undefined;
  }
}

/** What an input that is no NDJSON may be, and how to read it. */
export function ndjsonHint(head: string): string | undefined {
  if (/^\0?[^\0]\0[^\0]/.test(head)) {
    const order = head.startsWith("\0") ? "be" : "le";
    return `this looks like UTF-16: --encoding utf-16${order} reads it`;
  }
  const lines = head.split(/\r?\n/);
  const [first = "", second = ""] = lines.filter((line) => line.trim() !== "");
  if (isManyLines(first.trim(), second.trim())) {
    return "this looks like JSON over several lines: --input json reads it";
  }
  if (/[}\]"]\s*[{["]|^(?:-?\d\S*|true|false|null)\s+\S/.test(first)) {
    return "this looks like several values on a line: --input json reads them";
  }
  return tableHint(first, second);
}

/** Whether a value that begins on the first line goes on behind it. */
function isManyLines(first: string, second: string): boolean {
  if (!/^[{[]/.test(first)) return false;
  return /[{[,:]$/.test(first) || /^["\]}]/.test(second) && !isJson(first);
}

/** What may stand between the fields of a table, and the flags that read it. */
const DELIMITERS: readonly (readonly [string, string])[] = [
  ["\t", "--input tsv"],
  [",", "--input csv"],
  [";", "--input csv --delimiter semicolon"],
  ["|", "--input csv --delimiter pipe"],
];

function tableHint(first: string, second: string): string | undefined {
  if (/^[{[]/.test(first)) return undefined;
  for (const [delimiter, flags] of DELIMITERS) {
    const count = first.split(delimiter).length;
    // A quoted field of the second line may hold more of them.
    if (count < 2 || second.split(delimiter).length < count) continue;
    return `this looks like a table: ${flags} reads it`;
  }
  return undefined;
}

/** Whether each whole line of an input is an array. */
export function hasArrayLines(head: string): boolean {
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every((line) => line.trimStart()[0] === "[");
}

/** What is said when items that were arrays gave nothing. */
export const ARRAYS_HINT =
  "each line is an array, and so each item was one: --input json makes items of " +
  "elements, and --flat of what the job returns";
