import type { SeededRandom } from "./seeded_random.ts";

/** How a table is written, at random. */
export interface RandomDialect {
  readonly delimiter: string;
  readonly quotes: boolean;
  readonly trim: boolean;
  readonly ragged: boolean;
  readonly hasHeader: boolean;
  readonly comment?: string;
  readonly nullText?: string;
}

/** A dialect of tables. */
export function randomDialect(random: SeededRandom): RandomDialect {
  return {
    delimiter: random.pick([",", ";", "\t", "|", "§", "€"]),
    quotes: random.below(4) > 0,
    trim: random.below(4) === 0,
    ragged: random.below(3) === 0,
    hasHeader: random.below(4) > 0,
    ...(random.below(4) === 0 && { comment: random.pick(["#", "//", "é"]) }),
    ...(random.below(4) === 0 && { nullText: random.pick(["NA", "x", "-"]) }),
  };
}

/** A text of what matters to tables, and some that does not. */
export function randomText(
  random: SeededRandom,
  { delimiter }: { readonly delimiter: string },
): string {
  const pieces = [
    ...['"', '""', delimiter, "\n", "\r\n", "\r", " ", "\t", "x", "NA", "-"],
    ...["#", "ü", "€", "😀", "\\", "\0", "\x7f", "1.50", ""],
  ];
  const count = random.below(6);
  return Array.from({ length: count }, () => random.pick(pieces)).join("");
}

/** Bytes that may be a table, or something like it. */
export function hostileBytes(
  random: SeededRandom,
  { delimiter }: { readonly delimiter: string },
): Uint8Array {
  const encoder = new TextEncoder();
  const d = encoder.encode(delimiter);
  const end = random.pick([[10], [13, 10], [13]]);
  const pieces: (readonly number[] | Uint8Array)[] = [
    ...[d, d, d, end, end, [34], [34], [34, 34], [32], [9], [120], [49]],
    ...[[35], [47, 47], [0], [10], [13], [0xff], [0xfe], [0xc3], [0xe2, 0x82]],
    ...[encoder.encode("é"), encoder.encode("€"), [0xef, 0xbb, 0xbf], [120]],
  ];
  const count = random.below(60);
  const bytes = Array.from({ length: count }, () => [...random.pick(pieces)])
    .flat();
  const isAscii = random.below(2) === 0;
  return Uint8Array.from(isAscii ? bytes.filter((byte) => byte < 128) : bytes);
}

/** Bytes in pieces, cut at random. */
export function randomCuts(
  random: SeededRandom,
  bytes: Uint8Array,
): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + 1 + random.below(12));
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}
