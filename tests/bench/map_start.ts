// How long one line takes from start to end, beside others that start as often.

import { pathOf } from "./map_data.ts";
import { type Contender, race, type RaceOptions } from "./map_race.ts";
import { versionOf } from "./map_tools.ts";
import { SLUICE } from "./map_unconfined.ts";

const OTHERS: Readonly<Record<string, string>> = {
  jq: "jq -c .",
  parallel: "parallel --will-cite --pipe -j 1 cat",
  node: `node -e 'console.log("hello")'`,
};

/** Prints how long others take, where ours takes 1. */
export async function start(given: Omit<RaceOptions, "title">): Promise<void> {
  const contenders: Contender[] = [
    { name: "sluice map 'x => x'", line: `${SLUICE} map 'x => x'` },
    {
      name: "deno run of an empty script",
      line: `deno run --no-prompt ${pathOf("map_empty.ts")}`,
      wanted: 0.333,
      output: "any",
    },
    { name: "cat", line: "cat" },
  ];
  for (const [name, line] of Object.entries(OTHERS)) {
    const version = await versionOf(name);
    if (version === undefined) continue;
    const output = name === "node" ? "any" : "bytes";
    contenders.push({ name: `${name} ${version}`, line, output });
  }
  await race(contenders, { ...given, title: "One line" });
}
