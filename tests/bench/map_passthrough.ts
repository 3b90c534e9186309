// What is left when the job does nothing: reading, parsing, printing, writing.

import { LOOP } from "./map_data.ts";
import { type Contender, race, type RaceOptions } from "./map_race.ts";
import { versionOf } from "./map_tools.ts";
import { SLUICE } from "./map_unconfined.ts";

type Given = Omit<RaceOptions, "title">;

const CAT: Contender = { name: "cat", line: "cat" };
const PRINT: Contender = {
  name: "a Deno loop that parses and prints, one thread",
  line: `${LOOP} print`,
  wanted: 1,
};

/** Records through a job that gives back what it is given. */
export async function passRecords(given: Given): Promise<void> {
  const jq = await versionOf("jq");
  const peers = jq === undefined
    ? []
    : [{ name: `jq ${jq} -c .`, line: "jq -c ." }];
  await race([
    { name: "sluice map 'x => x'", line: `${SLUICE} map 'x => x'` },
    PRINT,
    ...peers,
    CAT,
  ], { ...given, title: "Records as they are" });
}

/** Lines through a job that gives back what it is given. */
export async function passLines(given: Given): Promise<void> {
  const flags = "--input lines --output lines";
  await race([
    {
      name: `sluice map 'x => x' ${flags}`,
      line: `${SLUICE} map 'x => x' ${flags}`,
    },
    PRINT,
    {
      name: "a Deno loop that splits and joins, one thread",
      line: `${LOOP} copy`,
    },
    CAT,
  ], { ...given, title: "Lines as they are" });
}
