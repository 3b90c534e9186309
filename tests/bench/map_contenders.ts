import { JOB, LOOP, pathOf } from "./map_data.ts";
import type { Contender } from "./map_race.ts";
import { installPeers, versionOf } from "./map_tools.ts";
import { SLUICE, unconfined } from "./map_unconfined.ts";

const FILTER = "{id, s: (.score * .score), n: (.name | length)}";
const EXPRESSION = '$* = {"id": $id, "s": $score * $score, "n": strlen($name)}';
const JOBS = 2;

/** All that can be compared on this machine; ours is first. */
export async function contenders(): Promise<Contender[]> {
  return [
    {
      name: "sluice map, as it is",
      line: `${SLUICE} map -j ${JOBS} '${JOB}'`,
    },
    {
      name: "the same, its confinement off",
      line: `${await unconfined()} map -j ${JOBS} '${JOB}'`,
      wanted: 0.95,
    },
    ...loops(),
    ...await twoLoops(),
    ...await jq(),
    ...await miller(),
    ...await nodePools(),
  ];
}

/** What two cores give at all: the plain loop twice, each over half of the file. */
async function twoLoops(): Promise<Contender[]> {
  const version = await versionOf("parallel");
  if (version === undefined) return [];
  const flags = `--will-cite --pipepart --block -1 -k -j ${JOBS}`;
  return [{
    name:
      `parallel ${version} --pipepart, ${JOBS} × that loop, half a file each`,
    line: `parallel ${flags} -a $(readlink /proc/self/fd/0) ${LOOP}`,
  }];
}

function loops(): Contender[] {
  const run = "deno run --no-prompt";
  const deno = `Deno ${Deno.version.deno}, one thread`;
  return [
    {
      name: `a hand-written loop, ${deno}`,
      line: LOOP,
      wanted: 1.4,
    },
    {
      name: `the same over Web Streams, ${deno}`,
      line: `${run} ${pathOf("map_stream_loop.ts")}`,
      wanted: 1.4,
    },
  ];
}

async function jq(): Promise<Contender[]> {
  const jq = await versionOf("jq");
  if (jq === undefined) return [];
  const line = `jq -c '${FILTER}'`;
  const alone = {
    name: `jq ${jq} -c`,
    line,
    wanted: jq.startsWith("1.6") ? 6 : 4,
  };
  const parallel = await versionOf("parallel");
  if (parallel === undefined) return [alone];
  return [alone, {
    name: `parallel ${parallel} --pipe --block 10M, ${JOBS} × jq ${jq}`,
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
    wanted: 1.8,
  }));
}
