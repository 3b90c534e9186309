// How long a program waits for its sandboxes, beside what is wanted.
// `deno task bench:sandbox`

import { median, print, report, rounded } from "./report.ts";
import type { Waits, Way } from "./sandbox_once.ts";

const ROUNDS = 7;
const ONCE = new URL("sandbox_once.ts", import.meta.url).pathname;

/** What is wanted of a way, in milliseconds. */
const WANTED: Readonly<Record<Way, Waits>> = {
  direct: { first: 80, second: 60, sequential: 0.08, concurrent: 0.01 },
  nested: { first: 560, second: 60, sequential: 0.08, concurrent: 0.01 },
  warmed: { first: 60, second: 60, sequential: 0.08, concurrent: 0.01 },
};

const NAMES: Readonly<Record<keyof Waits, string>> = {
  first: "first answer",
  second: "first answer of the second sandbox",
  sequential: "`run()` when warm, one after another",
  concurrent: "`run()` when warm, each of 1,000 at once",
};

const rows = [["milliseconds, medians", "measured", "wanted"]];
for (const way of ["direct", "nested", "warmed"] as const) {
  const rounds: Waits[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once(way));
  for (const name of Object.keys(NAMES) as (keyof Waits)[]) {
    const value = rounded(median(rounds.map((waits) => waits[name])));
    rows.push([`${way}: ${NAMES[name]}`, value, `≤ ${WANTED[way][name]}`]);
  }
  print(`${way} done`);
}
await report("sandbox_waits", "Waiting for a sandbox", rows);

/** What a program of its own waited for. */
async function once(way: Way): Promise<Waits> {
  const { stdout } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--unstable-worker-options", ONCE, way],
    stdin: "null",
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}
