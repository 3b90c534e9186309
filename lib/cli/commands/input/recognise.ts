// What bytes are that cannot be items, by how they begin.

import type { Read } from "../../../mod.ts";
import { StreamError } from "../../stream_error.ts";

/** Something that an input can be instead of text, and what to do then. */
interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
  readonly advice: string;
}

const UTF_16LE = {
  what: "UTF-16",
  advice: "add --encoding utf-16le",
};

/** Longer ones before those that they begin with. */
const SIGNATURES: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], what: "compressed by gzip", advice: "add -z" },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    what: "compressed by zstd",
    advice: "pipe it through zstd -dc",
  },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: "a zip archive",
    advice: "give what unzip -p writes",
  },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    what: "compressed by xz",
    advice: "pipe it through xz -dc",
  },
  {
    bytes: [0x42, 0x5a, 0x68, 0x39, 0x31],
    what: "compressed by bzip2",
    advice: "pipe it through bzip2 -dc",
  },
  {
    bytes: [0xff, 0xfe, 0x00, 0x00],
    what: "UTF-32",
    advice: "pipe it through iconv -f UTF-32 -t UTF-8",
  },
  { bytes: [0xff, 0xfe], ...UTF_16LE },
  {
    bytes: [0xfe, 0xff],
    what: "UTF-16",
    advice: "add --encoding utf-16be",
  },
];

/** What is known of the first bytes: what they are, nothing, or that more would tell. */
type Verdict = Signature | "nothing" | "more";

function judge(bytes: readonly number[], isEnd: boolean): Verdict {
  let isMoreNeeded = false;
  let found: Signature | undefined;
  for (const signature of SIGNATURES) {
    const size = Math.min(bytes.length, signature.bytes.length);
    const isLike = signature.bytes.slice(0, size)
      .every((byte, at) => byte === bytes[at]);
    if (!isLike) continue;
    if (size === signature.bytes.length) found ??= signature;
    else isMoreNeeded = true;
  }
  if (isMoreNeeded && !isEnd) return "more";
  return found ?? "nothing";
}

/** What is looked for. */
export interface RecognisedOptions {
  /** Names the input in what is said. */
  readonly name: string;
  /** What the input may be after all, by `what` of its signature. */
  readonly expected: (what: string) => boolean;
}

/**
 * Reads on, but throws at the begin of what cannot be items.
 *
 * @throws {StreamError} At the first read, naming what it is and what to do.
 */
export function recognised(
  read: Read,
  { name, expected }: RecognisedOptions,
): Read {
  const begin: number[] = [];
  let given = 0;
  let verdict: Verdict = "more";
  return async (buffer) => {
    while (verdict === "more") {
      const byte = new Uint8Array(1);
      // Byte by byte, so that no input has to wait for bytes that tell no more.
      const size = await read(byte);
      if (size === 1) begin.push(byte[0] ?? 0);
      verdict = judge(begin, size === null);
    }
    if (typeof verdict === "object" && !expected(verdict.what)) {
      const { what, advice } = verdict;
      throw new StreamError(`read ${name}`, `it is ${what}: ${advice}`);
    }
    verdict = "nothing";
    if (given === begin.length) return await read(buffer);
    const part = begin.slice(given, given + buffer.length);
    buffer.set(part);
    given += part.length;
    return part.length;
  };
}
