import { printable } from "../escape.ts";
import { nearest } from "../suggest.ts";
import { formatCount, formatSize, parseDuration, parseSize } from "../units.ts";

/** How the value of a flag is written, checked and described. */
export interface ValueKind<T> {
  /** What stands for the value in the help; `""` for a flag without one. */
  readonly placeholder: string;
  /** The limits of the value, as in `1 to 256`. */
  readonly limits?: string;
  /** The words it can be, when there are only a few. */
  readonly words?: readonly string[];
  /** What it names outside of the program, for which permission is needed. */
  readonly names?: "file" | "server" | "named file";
  /**
   * Reads the value.
   *
   * @throws {RangeError} With the reason, worded to follow `Cannot use …:`.
   */
  read(text: string): T;
}

/** A flag that is there or not. */
export const toggle: ValueKind<boolean> = {
  placeholder: "",
  read: (text) => text === "true",
};

/** A flag that counts for more when it is given again. */
export const level: ValueKind<number> = {
  placeholder: "",
  read: Number,
};

/** Any text but the empty one, which is what a missing value looks like. */
export function text(placeholder: string): ValueKind<string> {
  return { placeholder, read: (text) => text };
}

const CHARACTERS: Readonly<Record<string, string>> = {
  comma: ",",
  tab: "\t",
  semicolon: ";",
  pipe: "|",
  space: " ",
};

/** One character that may stand between fields, or the name of one. */
export const character: ValueKind<string> = {
  placeholder: "C",
  read(text) {
    const one = Object.hasOwn(CHARACTERS, text) ? CHARACTERS[text] : text;
    if (one === "\\t") return "\t";
    if (one?.length === 1 && !/["\r\n\0]/.test(one)) return one;
    throw new RangeError(
      "it is one character, or one of tab, semicolon, pipe, comma, space",
    );
  },
};

/** Names with commas between them, each once. */
export const names: ValueKind<readonly string[]> = {
  placeholder: "A,B,C",
  read(text) {
    const all = text.split(",");
    const twice = all.find((name, at) => all.indexOf(name) !== at);
    if (all.includes("")) throw new RangeError("a name is missing");
    if (twice === undefined) return all;
    throw new RangeError(`${printable(twice, 40)} is there twice`);
  },
};

/** A file that is read; `-` is stdin where a flag says so. */
export const file: ValueKind<string> = {
  ...text("FILE"),
  names: "file",
};

/** A folder that is read. */
export const folder: ValueKind<string> = { ...text("DIR"), names: "file" };

/** The address of a queue on a broker. */
export const address: ValueKind<string> = {
  ...text("ADDRESS"),
  names: "server",
};

/** A name, and what it stands for. */
export interface Named {
  readonly name: string;
  readonly text: string;
}

/** `NAME=…`; one of a list, since such a flag may be given several times. */
export function named(placeholder: string): ValueKind<readonly Named[]> {
  return {
    placeholder: `NAME=${placeholder}`,
    read(text) {
      const [, name = "", value = ""] = /^([^=]*)=([^]*)$/.exec(text) ?? [];
      if (name !== "") return [{ name, text: value }];
      throw new RangeError(`it is NAME=${placeholder}`);
    },
  };
}

/** `NAME=FILE`. */
export function namedFile(placeholder: string): ValueKind<readonly Named[]> {
  return { ...named(placeholder), names: "named file" };
}

/** A whole number, both limits included. */
export function whole(min: number, max: number): ValueKind<number> {
  const limits = `${formatCount(min)} to ${formatCount(max)}`;
  return {
    placeholder: "N",
    limits,
    read(text) {
      const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
      if (!(value >= min && value <= max)) {
        throw new RangeError(`it is a whole number from ${limits}`);
      }
      return value;
    },
  };
}

/** How many of something, from 0. */
export const count: ValueKind<number> = {
  placeholder: "N",
  read(text) {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value)) return value;
    throw new RangeError("it is a whole number, 0 or more");
  },
};

/** One of a few words. */
export function oneOf<const W extends string>(
  words: readonly W[],
): ValueKind<W> {
  return {
    placeholder: words.join("|"),
    words,
    read(text) {
      const found = words.find((word) => word === text);
      if (found !== undefined) return found;
      const near = nearest(text, words);
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      throw new RangeError(`it is one of ${words.join(", ")}${hint}`);
    },
  };
}

const FORMATS = ["ndjson", "json", "csv", "tsv", "lines"] as const;
const { read: readFormat } = oneOf([...FORMATS, "jsonl"]);

/** A format of items; `jsonl` is another name for the first. */
export const format: ValueKind<typeof FORMATS[number]> = {
  placeholder: FORMATS.join("|"),
  words: FORMATS,
  read(text) {
    const found = readFormat(text);
    return found === "jsonl" ? "ndjson" : found;
  },
};

/** The label of a text encoding that the platform can decode. */
export const encoding: ValueKind<string> = {
  placeholder: "NAME",
  read(text) {
    try {
      return new TextDecoder(text).encoding;
    } catch {
      throw new RangeError(
        "it is the name of an encoding, such as utf-16le or windows-1252",
      );
    }
  },
};

/** Some of a few words, with commas between them. */
export function someOf<const W extends string>(
  words: readonly W[],
): ValueKind<readonly W[]> {
  const { read } = oneOf(words);
  return {
    placeholder: "LIST",
    limits: `of ${words.join(",")}`,
    words,
    read: (text) => text.split(",").map(read),
  };
}

/** A time with its unit, in milliseconds. */
export const duration: ValueKind<number> = {
  placeholder: "TIME",
  read: parseDuration,
};

/** An amount of memory with its unit, in bytes, both limits included. */
export function size(min: number, max: number): ValueKind<number> {
  const limits = `${formatSize(min)} to ${formatSize(max)}`;
  return {
    placeholder: "SIZE",
    limits,
    read(text) {
      const bytes = parseSize(text);
      if (bytes < min || bytes > max) {
        throw new RangeError(`it is a size from ${limits}`);
      }
      return bytes;
    },
  };
}

/** The integers from `from` up to, and not including, `to`. */
export interface Range {
  /** The first integer. */
  readonly from: number;
  /** The integer after the last; `from` when there is none. */
  readonly to: number;
}

/** A run of integers, `A..B`. */
export const range: ValueKind<Range> = {
  placeholder: "A..B",
  read(text) {
    const match = /^(-?\d+)\.\.(-?\d+)$/.exec(text);
    if (match === null) {
      throw new RangeError("it is A..B, such as 0..100 (100 not included)");
    }
    const from = safeInteger(match[1] ?? "");
    const to = safeInteger(match[2] ?? "");
    if (from > to) {
      throw new RangeError(`${from} is after ${to}, write ${to}..${from}`);
    }
    return { from, to };
  },
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(
      `${printable(text, 40)} is beyond 2^53, where integers have gaps`,
    );
  }
  return value;
}
