// What failures cost: the same records through jobs that throw for some of them.

import type { Contender } from "./map_race.ts";
import { SLUICE } from "./map_unconfined.ts";

const THROWS = (when: string) =>
  `e => { if (${when}) throw new Error("no"); return { id: e.id } }`;

/** Runs with failures; the first has none. Each exits with 1, as it should. */
export function failing(): Contender[] {
  const run = (name: string, when: string, flags: string): Contender => ({
    name,
    line: `${SLUICE} map -j 2 ${flags} '${
      THROWS(when)
    }' 2>/dev/null || [ $? = 1 ]`,
    output: "any",
  });
  return [
    run("none fails", "e.id < 0", ""),
    run("half fails, --on-error emit", "e.id % 2", "--on-error emit"),
    run("half is refused by the engine", "e.id % 2 && e.no.no", ""),
    run("all fail", "true", ""),
    run("all fail, --quiet", "true", "--quiet"),
    run("all fail, --retries 3", "true", "--retries 3"),
  ];
}
