import { print, printTable, rounded } from "./map_report.ts";
import { runStages, type Stages } from "./map_stages.ts";

/** What is measured, and how often. */
export interface BreakdownOptions {
  /** The file of records. */
  readonly input: string;
  readonly rounds: number;
}

/** Prints what share of the time each stage takes, in the best round. */
export async function breakdown(
  { input, rounds }: BreakdownOptions,
): Promise<void> {
  const all: Stages[] = [];
  for (let round = 0; round < rounds; round++) all.push(await runStages(input));
  const best = all.reduce((a, b) => b.total < a.total ? b : a);
  const { size } = await Deno.stat(input);
  const nsPerByte = (ms: number) => rounded(1e6 * ms / size);
  printTable(`Where the time goes, one thread (best of ${rounds} rounds)`, [
    ["stage", "share", "ns a byte"],
    ...[...best.times].map(([stage, ms]) => [
      stage,
      `${(100 * ms / best.total).toFixed(1)} %`,
      nsPerByte(ms),
    ]),
  ]);
  print(`\n${nsPerByte(best.total)} ns a byte in all`);
}
