// How many cores one worker and what feeds it keep busy.

import { FOLDER, JOB } from "./map_data.ts";
import { median, printTable } from "./map_report.ts";
import { type Cost, timed } from "./map_shell.ts";
import { SLUICE } from "./map_unconfined.ts";

/** What is measured, and how often. */
export interface CpuOptions {
  /** The file of records. */
  readonly input: string;
  readonly rounds: number;
}

/** Prints processor time by elapsed time at -j 1. */
export async function cpu({ input, rounds }: CpuOptions): Promise<void> {
  const busy = "k => { let n = k; while (n < 1e6 + k) n++; return n }";
  const lines = [
    ["records", `map -j 1 '${JOB}' < ${input}`],
    ["records as they are", `map -j 1 'x => x' < ${input}`],
    ["computation", `map -j 1 '${busy}' --range 0..2000`],
  ];
  const rows = [["", "cores", "wanted"]];
  for (const [name = "", line] of lines) {
    const costs: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      costs.push(await timed(`${SLUICE} ${line} > ${FOLDER}out.0`));
    }
    const cores = median(costs.map(({ cpu, wall }) => cpu / wall));
    rows.push([name, cores.toFixed(2), "≤ 1.5"]);
  }
  printTable(`Processor time by elapsed time, -j 1 (${rounds} rounds)`, rows);
}
