import { assert, assertEquals } from "@std/assert";
import "../../../support/guest_setup.ts";
import {
  Found,
  mayHoldLongNumber,
  MOST_SCANNED,
  scanLines,
} from "../../../../lib/sandbox/guest/json/scan.ts";
import { SeededRandom } from "../../../support/seeded_random.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function scan(text: string) {
  const bytes = encoder.encode(text);
  const { found, lines, array } = scanLines(bytes, bytes[0]);
  return { found, lines, array: decoder.decode(array) };
}

Deno.test("A scan makes one array of lines, and counts them", () => {
  for (const text of ["1", "1\n", "{}\n[]\n3", "\n\n", "x".repeat(100)]) {
    const lines = text.replace(/\n$/, "").split("\n");
    const { array, lines: count } = scan(text);
    assertEquals(array, `[${lines.join(",")}]`);
    assertEquals(count, lines.length);
  }
});

Deno.test("A scan leaves nothing that the next one reads", () => {
  const long = scan("1\n".repeat(5000));
  assertEquals(long.lines, 5000);
  for (let size = 1; size < 70; size++) {
    assertEquals(scan("1".repeat(size)).lines, 1);
  }
});

/** Pieces of which numbers, and what looks like one, are made. */
const PIECES = [
  ..."0123456789",
  ..."0123456789",
  ...'eE+-.,:[ \t"a',
  "0".repeat(16),
  "1234567890",
  "e400",
  "\n",
];

/** What the flag is for, as slow as it can be said. */
function holdsLongNumber(text: string): boolean {
  const integer = /(?<=[[,: \t\n\r]|[[,: \t\n\r]-)[0-9]{16}/;
  const exponent = /(?<=[[,: \t\n\r]-?)(?!-)[0-9.]*[0-9][eE][-+]?[0-9]{3}/;
  return integer.test(`[${text}`) || exponent.test(`[${text}`);
}

Deno.test("A scan finds every number that a double may not hold, wherever it stands", () => {
  const random = new SeededRandom(11);
  for (let round = 0; round < 20_000; round++) {
    let text = "";
    const size = 1 + random.below(40);
    for (let n = 0; n < size; n++) text += random.pick(PIECES);
    const found = (scan(text).found & Found.LongNumber) !== 0;
    if (holdsLongNumber(text)) assert(found, JSON.stringify(text));
  }
});

Deno.test("A scan takes what usual records hold for doubles", () => {
  const text = JSON.stringify({
    score: 0.6046602879796196,
    card: "4111111111111111",
    hash: "3e4000e123456789012345678901234567890123456789",
    safe: 123456789012345,
    small: [1e-7, 1e21, 0.1],
  });
  for (let shift = 0; shift < 16; shift++) {
    const { found } = scan(" ".repeat(shift) + text);
    assertEquals(found & Found.LongNumber, 0);
  }
});

Deno.test("A text of any length is searched for long numbers", () => {
  const filler = '"' + "x".repeat(1000) + '",';
  for (const size of [10, MOST_SCANNED / 2, MOST_SCANNED, 700_000]) {
    const before = filler.repeat(Math.ceil(size / filler.length));
    const bytes = encoder.encode(`[${before}`);
    assertEquals(mayHoldLongNumber(bytes), false);
    const cut = bytes.subarray(0, size);
    const number = encoder.encode(",12345678901234567890]");
    const both = new Uint8Array(cut.length + number.length);
    both.set(cut);
    both.set(number, cut.length);
    assertEquals(mayHoldLongNumber(both), true, `after ${size} bytes`);
  }
});
