/**
 * What `sluice map` reaches on this machine, beside other ways to do the same.
 *
 * `deno task bench:map [WORD] [NUMBER…]`; an unknown word prints what there is.
 *
 * @module
 */

import { contenders } from "./map_contenders.ts";
import { writeRecords } from "./map_data.ts";
import { race } from "./map_race.ts";
import { print } from "./map_report.ts";

const RECORDS = 1_000_000;

/** One thing to measure, and what the numbers behind its word are. */
interface Bench {
  readonly usage: string;
  readonly run: (...numbers: number[]) => Promise<void>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  peers: {
    usage: "[RECORDS] [ROUNDS]  map NDJSON, beside everything that is here",
    run: async (records = RECORDS, rounds = 5) => {
      const input = await writeRecords(records);
      const title = `${records} records`;
      await race(await contenders(), { title, input, rounds });
    },
  },
};

function usage(): string {
  const words = Object.entries(BENCHES).map(([word, { usage }]) =>
    `  ${word} ${usage}`
  );
  return ["deno task bench:map [WORD] [NUMBER…]", ...words].join("\n");
}

async function main(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => Number.isNaN(Number(arg)));
  const numbers = args.filter((arg) => !words.includes(arg)).map(Number);
  const bench = BENCHES[words[0] ?? "peers"];
  if (bench === undefined || words.length > 1) {
    print(usage());
    return 2;
  }
  await bench.run(...numbers);
  return 0;
}

Deno.exitCode = await main(Deno.args);
