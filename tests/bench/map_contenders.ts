import { JOB, LOOP, pathOf } from "./map_data.ts";
import type { Contender } from "./map_race.ts";
import { installPeers, versionOf } from "./map_tools.ts";
import { SLUICE, unconfined } from "./map_unconfined.ts";

const FILTER = "{id, s: (.score * .score), n: (.name | length)}";
const EXPRESSION = '$* = {"id": $id, "s": $score * $score, "n": strlen($name)}';
const JOBS = 2;

/** Ours; always the first. */
export function ours(job: string = JOB, flags = ""): Contender {
  const line = `${SLUICE} map -j ${JOBS} ${flags} '${job}'`;
  return { name: "sluice map", line };
}

/** What one would write by hand, in one thread. */
export const loop: Contender = {
  name: `a loop of one's own, Deno ${Deno.version.deno}, one thread`,
  line: LOOP,
  wanted: 1.4,
};

/** What two cores give at all: the plain loop twice, each over half of the file. */
export async function twoLoops(): Promise<Contender[]> {
  const version = await versionOf("parallel");
  if (version === undefined) return [];
  const flags = `--will-cite --pipepart --block -1 -k -j ${JOBS}`;
  return [{
    name: `parallel ${version} --pipepart, ${JOBS} of that loop`,
    line: `parallel ${flags} -a $(readlink /proc/self/fd/0) ${LOOP}`,
    wanted: 0.78,
  }];
}

/** All that can be compared on this machine; ours is first. */
export async function contenders(): Promise<Contender[]> {
  return [
    ours(),
    {
      name: "the same, its confinement off",
      line: `${await unconfined()} map -j ${JOBS} '${JOB}'`,
      wanted: 0.95,
    },
    loop,
    ...await twoLoops(),
    ...await jq(),
    ...await miller(),
    ...await nodePools(),
  ];
}

async function jq(): Promise<Contender[]> {
  const jq = await versionOf("jq");
  if (jq === undefined) return [];
  const alone = { name: `jq ${jq} -c`, line: `jq -c '${FILTER}'`, wanted: 6 };
  const parallel = await versionOf("parallel");
  if (parallel === undefined) return [alone];
  return [alone, {
    name: `parallel ${parallel} --pipe --block 10M, ${JOBS} of jq`,
    line:
      `parallel --will-cite --pipe -k -j ${JOBS} --block 10M jq -c "'${FILTER}'"`,
    wanted: 3,
  }];
}

async function miller(): Promise<Contender[]> {
  const version = await versionOf("mlr");
  if (version === undefined) return [];
  return [{
    name: `Miller ${version}`,
    line: `mlr --ijsonl --ojsonl put '${EXPRESSION}'`,
    wanted: 10,
    // It puts a blank behind each colon and comma.
    output: "records",
  }];
}

async function nodePools(): Promise<Contender[]> {
  const version = await versionOf("node");
  if (version === undefined) return [];
  const modules = await installPeers();
  return ["piscina 5.3.2", "workerpool 10.0.3"].map((pool) => ({
    name: `${pool}, Node ${version}, ${JOBS} threads, batches of 500`,
    line: `NODE_PATH=${modules} node ${pathOf("map_node_pool.cjs")} ${
      pool.split(" ")[0]
    } ${JOBS}`,
    wanted: pool.startsWith("piscina") ? 2.1 : 1.8,
  }));
}

/** Two commands over a table beside Miller: what it writes is the same. */
export async function tableContenders(
  format: "csv" | "tsv",
): Promise<{ map: Contender[]; filter: Contender[] }> {
  const version = await versionOf("mlr");
  const flags = `-j ${JOBS} --input ${format} --output ${format}`;
  const program = (name: string, job: string) => ({
    name: `sluice ${name}, ${format}`,
    line: `${SLUICE} ${name} ${flags} '${job}'`,
  });
  const miller = (words: string): Contender[] =>
    version === undefined ? [] : [{
      name: `Miller ${version}, ${format}`,
      line: `mlr --i${format} --o${format} ${words}`,
      wanted: 1.4,
    }];
  return {
    map: [
      program("map", "e => ({ ...e, s2: e.score * e.score })"),
      ...miller("put '$s2 = $score * $score'"),
    ],
    filter: [
      program("filter", "e => e.score > 250"),
      ...miller("filter '$score > 250'"),
    ],
  };
}
