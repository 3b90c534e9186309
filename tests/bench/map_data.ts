// The records that are mapped, in several sizes and shapes, and the job that maps them.
// They are random, from a new seed in each run, which is printed: nothing is tuned to
// one file.

import { shell } from "./map_shell.ts";
import { print } from "./report.ts";

/** Where everything that a benchmark makes is kept; git does not see it. */
export const FOLDER: string = pathOf(".data/");

/** What is done with each record. */
export const JOB =
  "e => ({ id: e.id, s: e.score * e.score, n: e.name.length })";

/** The hand-written loop that others are compared with. */
export const LOOP = `deno run --no-prompt ${pathOf("map_loop.ts")}`;

/** Gives numbers from 0 up to, not including, 1. */
export type Random = () => number;

/** Makes what a record has beside `id`, `name` and `score`. */
type Extra = (random: Random) => Record<string, unknown>;

const WORDS =
  "sluice gate water canal lock level river basin barge tow bank weir".split(
    " ",
  );

function word(random: Random): string {
  return WORDS[Math.floor(random() * WORDS.length)] ?? "";
}

/** Words of about that many characters, now and then not of ASCII. */
function text(random: Random, length: number): string {
  let words = random() < 0.05 ? "é" : "";
  while (words.length < length * (0.5 + random())) words += `${word(random)} `;
  return words;
}

function list<T>(
  random: Random,
  length: number,
  make: (random: Random) => T,
): T[] {
  const count = Math.floor(length * (0.5 + random()));
  return Array.from({ length: count }, () => make(random));
}

/** The shapes, by the length of a line in bytes, or by what it is made of. */
export const SHAPES: Readonly<Record<string, Extra>> = {
  "50 bytes": () => ({}),
  "91 bytes": (random) => ({ tags: list(random, 4, word), ok: random() < 0.5 }),
  "300 bytes": (random) => ({ note: text(random, 230) }),
  "1 KB": (random) => ({
    note: text(random, 500),
    tags: list(random, 55, word),
  }),
  "10 KB": (random) => ({
    parts: list(random, 160, (r) => ({ part: text(r, 40) })),
  }),
  strings: (random) => ({
    a: text(random, 60),
    b: text(random, 60),
    c: 'a "quote"',
  }),
  numbers: (random) => ({ values: list(random, 16, (r) => r() * 1e6) }),
  arrays: (random) => ({
    grid: list(random, 6, (r) => list(r, 4, () => r() < 0.5)),
  }),
};

/** A record of a shape. */
function record(shape: string, id: number, random: Random): string {
  const extra = SHAPES[shape];
  if (extra === undefined) throw new Error(`no shape ${shape}`);
  const score = Math.floor(random() * 1000) / 2;
  return JSON.stringify({ id, name: `user ${id}`, score, ...extra(random) });
}

/** The path of a file beside this one. */
export function pathOf(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

/** The generator of a seed: mulberry32, by Tommy Ettinger. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seed = Math.floor(Math.random() * 2 ** 32);

/** Records, one per line; the same ones in the same run. */
export function recordLines(shape: string, count: number): string {
  const random = seeded(seed);
  let lines = "";
  for (let id = 0; id < count; id++) lines += record(shape, id, random) + "\n";
  return lines;
}

const LINES_PER_WRITE = 2000;

/** Writes records of a shape to a file, and resolves to its path. */
export function writeRecords(shape: string, count: number): Promise<string> {
  return writeLines(
    `${count} records`,
    count,
    (id, random) => record(shape, id, random),
  );
}

/** Writes the records of a file of lines as one array, and resolves to its path. */
export async function writeArray(lines: string): Promise<string> {
  const path = `${FOLDER}in.json`;
  await shell(`sed '$!s/$/,/; 1s/^/[/; $s/$/]/' ${lines} > ${path}`);
  return path;
}

/** Writes a table of five columns, one of them quoted, and resolves to its path. */
export function writeTable(rows: number, separator: string): Promise<string> {
  const quote = separator === "," ? '"' : "";
  return writeLines(`${rows} rows`, rows + 1, (line, random) => {
    if (line === 0) {
      return ["id", "name", "score", "city", "note"].join(separator);
    }
    const note = `${quote}${word(random)}, ${word(random)}${quote}`;
    const score = Math.floor(random() * 1000) / 2;
    return [line, `user ${line}`, score, word(random), note].join(separator);
  });
}

async function writeLines(
  what: string,
  count: number,
  line: (number: number, random: Random) => string,
): Promise<string> {
  print(`${what}, seed ${seed}`);
  await Deno.mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}in.txt`;
  using file = await Deno.create(path);
  const writer = file.writable.getWriter();
  const random = seeded(seed);
  for (let from = 0; from < count; from += LINES_PER_WRITE) {
    let lines = "";
    const end = Math.min(count, from + LINES_PER_WRITE);
    for (let n = from; n < end; n++) lines += line(n, random) + "\n";
    await writer.write(new TextEncoder().encode(lines));
  }
  await writer.close();
  return path;
}
