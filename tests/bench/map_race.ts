// Contenders take turns on the same input; what each writes is compared, and how long
// it took is told in relation to the first.

import { FOLDER } from "./map_data.ts";
import { type Cost, succeeds, timed } from "./map_shell.ts";
import { median, rounded } from "./report.ts";

/** A way to map a stream: a shell line that reads stdin and writes stdout. */
export interface Contender {
  readonly name: string;
  readonly line: string;
  /** How many times as long as the first one it should take, at least. */
  readonly wanted?: number;
  /** How its output is to equal that of the first: in each byte, if not told. */
  readonly output?: "bytes" | "records" | "any";
}

/** What the contenders are given, and how often. */
export interface RaceOptions {
  /** The file that each reads. */
  readonly input: string;
  readonly rounds: number;
}

/** How a contender did beside the first: medians of the ratio in each round. */
export interface Standing {
  readonly name: string;
  readonly wanted: number | undefined;
  readonly wall: number;
  /** User and system time. */
  readonly cpu: number;
}

/** Runs all in turn, each round beginning with another one. */
export async function race(
  contenders: readonly Contender[],
  { input, rounds }: RaceOptions,
): Promise<Standing[]> {
  const costs = contenders.map((): Cost[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length;
      const line = contenders[index]?.line;
      costs[index]?.push(
        await timed(`{ ${line}; } < ${input} > ${outputOf(index)}`),
      );
    }
    await compareOutputs(contenders);
  }
  return contenders.map(({ name, wanted }, index) => ({
    name,
    wanted,
    wall: ratio(costs, index, ({ wall }) => wall),
    cpu: ratio(costs, index, ({ cpu }) => cpu),
  }));
}

/** The rows of a table of standings. */
export function rowsOf(standings: readonly Standing[]): string[][] {
  return [
    ["", "times as long", "wanted", "times the CPU"],
    ...standings.map(({ name, wanted, wall, cpu }) => [
      name,
      rounded(wall),
      wanted === undefined ? "" : `≥ ${wanted}`,
      rounded(cpu),
    ]),
  ];
}

/** The median, over the rounds, of one contender's cost by the first one's. */
function ratio(
  costs: readonly Cost[][],
  index: number,
  of: (cost: Cost) => number,
): number {
  const [first = []] = costs;
  const others = costs[index] ?? [];
  return median(first.map((cost, round) => {
    const other = others[round];
    return other === undefined ? NaN : of(other) / of(cost);
  }));
}

function outputOf(index: number): string {
  return `${FOLDER}out.${index}`;
}

async function compareOutputs(
  contenders: readonly Contender[],
): Promise<void> {
  for (const [index, { name, output }] of contenders.entries()) {
    const pair: [string, string] = [outputOf(0), outputOf(index)];
    if (output === "any") continue;
    const same = output === "records"
      ? await haveSameRecords(...pair)
      : await succeeds(`cmp ${pair.join(" ")}`);
    if (!same) throw new Error(`${name} gave another output`);
  }
}

/** For those who write numbers and blanks in another way: the same when parsed. */
async function haveSameRecords(a: string, b: string): Promise<boolean> {
  const [ours = "", theirs = ""] = await Promise.all(
    [a, b].map((path) => Deno.readTextFile(path)),
  );
  const results = ours.trimEnd().split("\n");
  const records = theirs.trimEnd().split("\n");
  return results.length === records.length &&
    results.every((result, n) =>
      result === JSON.stringify(JSON.parse(records[n] ?? ""))
    );
}
