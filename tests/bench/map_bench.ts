/**
 * What `sluice map` reaches on this machine, beside other ways to do the same.
 *
 * `deno task bench:map [WORD] [NUMBER…]`; an unknown word prints what there is.
 * These are reports: they fail when an output is wrong, and never for a figure.
 *
 * @module
 */

import { breakdown } from "./map_breakdown.ts";
import { contenders } from "./map_contenders.ts";
import { cpu } from "./map_cpu.ts";
import { writeRecords } from "./map_data.ts";
import { memory } from "./map_memory.ts";
import { passLines, passRecords } from "./map_passthrough.ts";
import { race } from "./map_race.ts";
import { print } from "./map_report.ts";
import { scaling } from "./map_scaling.ts";
import { start } from "./map_start.ts";
import { trickle } from "./map_trickle.ts";

const RECORDS = 1_000_000;

/** One thing to measure. */
interface Bench {
  /** The numbers that may stand behind its word, and what it measures. */
  readonly usage: readonly [numbers: string, about: string];
  readonly run: (...numbers: number[]) => Promise<void>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  peers: {
    usage: [
      "[RECORDS] [ROUNDS]",
      "a job over NDJSON, beside others; the default",
    ],
    run: async (records = RECORDS, rounds = 5) => {
      const input = await writeRecords(records);
      const title = `${records} records`;
      await race(await contenders(), { title, input, rounds });
    },
  },
  passthrough: {
    usage: ["[RECORDS] [ROUNDS]", "records through a job that does nothing"],
    run: async (records = RECORDS, rounds = 5) =>
      await passRecords({ input: await writeRecords(records), rounds }),
  },
  lines: {
    usage: ["[RECORDS] [ROUNDS]", "lines of text through such a job"],
    run: async (records = RECORDS, rounds = 5) =>
      await passLines({ input: await writeRecords(records), rounds }),
  },
  start: {
    usage: ["[ROUNDS]", "one line, from start to end"],
    run: async (rounds = 15) =>
      await start({ input: await writeRecords(1), rounds }),
  },
  scaling: {
    usage: ["[ROUNDS]", "slow jobs: two workers beside one"],
    run: (rounds = 3) => scaling(rounds),
  },
  trickle: {
    usage: ["[LINES]", "from a line to its result when lines come one by one"],
    run: (lines = 50) => trickle(lines),
  },
  memory: {
    usage: ["[GIGABYTES]", "the peak for more and more input"],
    run: (gigabytes) => memory(gigabytes),
  },
  cpu: {
    usage: ["[RECORDS] [ROUNDS]", "how many cores one worker keeps busy"],
    run: async (records = RECORDS, rounds = 3) =>
      await cpu({ input: await writeRecords(records), rounds }),
  },
  breakdown: {
    usage: ["[RECORDS] [ROUNDS]", "what each stage takes by itself"],
    run: async (records = RECORDS, rounds = 5) =>
      await breakdown({ input: await writeRecords(records), rounds }),
  },
};

function usage(): string {
  const lines = Object.entries(BENCHES).map(([word, bench]) => {
    const [numbers, about] = bench.usage;
    return `  ${`${word} ${numbers}`.padEnd(32)}${about}`;
  });
  return ["deno task bench:map [WORD] [NUMBER…]\n", ...lines].join("\n");
}

async function main(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => Number.isNaN(Number(arg)));
  const numbers = args.filter((arg) => !words.includes(arg)).map(Number);
  const [word = "peers"] = words;
  const bench = Object.hasOwn(BENCHES, word) ? BENCHES[word] : undefined;
  if (bench === undefined || words.length > 1) {
    print(usage());
    return 2;
  }
  await bench.run(...numbers);
  return 0;
}

Deno.exitCode = await main(Deno.args);
