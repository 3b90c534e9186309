// How near a second worker comes to halving the time, in the order of the input.

import { FOLDER, pathOf } from "./map_data.ts";
import { median, report, rounded } from "./report.ts";
import { shell, succeeds, timed } from "./map_shell.ts";
import { SLUICE } from "./map_unconfined.ts";

/** Items of which each computes for about that long, in milliseconds. */
interface Work {
  readonly name: string;
  readonly ms: number;
  readonly items: number;
  /** How many times as long the 21st item takes. */
  readonly slow?: number;
}

const WORKS: readonly Work[] = [
  { name: "1 ms", ms: 1, items: 10_000 },
  { name: "10 ms", ms: 10, items: 1000 },
  { name: "1 s", ms: 1000, items: 10 },
  { name: "10 ms, one of them 50 times", ms: 10, items: 1000, slow: 50 },
];

/** Prints how much of perfect scaling each kind of work reaches. */
export async function scaling(rounds: number): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const loops = calibrate();
  const rows = [[
    "an item takes (items)",
    "scaling",
    "wanted",
    "machine",
    "measured",
  ]];
  for (const work of WORKS) rows.push(await rowOf(work, { loops, rounds }));
  const title = `Scaling from -j 1 to -j 2 (${rounds} rounds)`;
  await report("map_scaling", title, rows);
}

interface RowOptions {
  /** How many loops take a millisecond. */
  readonly loops: number;
  readonly rounds: number;
}

async function rowOf(
  work: Work,
  { loops, rounds }: RowOptions,
): Promise<string[]> {
  const jobText = jobOf(work, loops);
  const shares: number[] = [];
  const machine: number[] = [];
  const lengths: number[] = [];
  for (let round = 0; round < rounds; round++) {
    machine.push(await burn(1000 * loops));
    const { share, itemMs } = await scale(jobText, work.items);
    shares.push(share);
    lengths.push(itemMs);
  }
  return [
    `${work.name} (${work.items})`,
    percent(median(shares)),
    "≥ 95 %",
    percent(median(machine)),
    `${rounded(median(lengths))} ms`,
  ];
}

/** How many loops take a millisecond here. */
function calibrate(): number {
  const count = 2e8;
  let n = 1;
  const begin = performance.now();
  for (let i = 0; i < count; i++) n = (n * 48271) % 2147483647;
  const ms = performance.now() - begin;
  return n === 0 ? NaN : Math.round(count / ms);
}

function jobOf({ ms, slow = 1 }: Work, loops: number): string {
  const count = Math.round(ms * loops);
  return `k => {
    let n = 1;
    const count = k === 20 ? ${slow * count} : ${count};
    for (let i = 0; i < count; i++) n = (n * 48271) % 2147483647;
    return [k, n];
  }`;
}

/** What the machine itself gives: two processes at once beside one. */
async function burn(count: number): Promise<number> {
  const line = `deno run --no-prompt ${pathOf("map_burn.ts")} ${count}`;
  const one = await timed(line);
  const two = await timed(`${line} & ${line} & wait`);
  return one.wall / two.wall;
}

/** Runs the items with one worker and with two; what starting takes is left out. */
async function scale(
  jobText: string,
  items: number,
): Promise<{ share: number; itemMs: number }> {
  const start = await runFor(`-j 1 'k => k' --range 0..1`, "out.0");
  const range = `'${jobText}' --range 0..${items}`;
  const one = await runFor(`-j 1 ${range}`, "out.1") - start;
  const two = await runFor(`-j 2 ${range}`, "out.2") - start;
  await demandAll(items);
  return { share: one / two / 2, itemMs: 1000 * one / items };
}

/** The seconds that a run takes. */
async function runFor(flags: string, output: string): Promise<number> {
  return (await timed(`${SLUICE} map ${flags} > ${FOLDER}${output}`)).wall;
}

async function demandAll(items: number): Promise<void> {
  const [one, two] = [`${FOLDER}out.1`, `${FOLDER}out.2`];
  const lines = await shell(`wc -l < ${one}`);
  if (Number(lines) !== items || !await succeeds(`cmp ${one} ${two}`)) {
    throw new Error("two workers gave another output than one");
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
