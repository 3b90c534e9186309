// What an attempt takes of the machine: memory within the limit that SECURITY.md names,
// and no processor a second after its outcome.

import { assert, assertEquals } from "@std/assert";
import { once } from "../support/run_each.ts";
import type { Measured } from "./measure.ts";

/** Of one worker with the default heap: 1.5 times that, and as much again for the rest. */
const MOST_MB = 1.5 * 768 + 256;

const path = new URL("./measure.ts", import.meta.url).pathname;
const mayRun = Deno.permissions.querySync({ name: "run", command: "deno" });

async function measure(names: readonly string[]): Promise<Measured> {
  const { stdout } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--no-check", path, ...names],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Two at a time, since each leaves a core idle at times: a long one, and a short one. */
const PAIRS = [
  [["cpu/replace_by_template"], ["memory/ropes_index_of"]],
  [["memory/arrays"], ["memory/ropes_sort"]],
  [["memory/ropes_set"], ["memory/rest_of_text"]],
  [["memory/ropes_result"], ["--nested", "memory/ropes_last_index_of"]],
] as const;

for (const pair of PAIRS) {
  const measured = once(() => Promise.all(pair.map(measure)));
  for (const [at, names] of pair.entries()) {
    Deno.test({
      name: `${
        names.join(" ")
      }: no more than may be taken, and nothing after it`,
      ignore: mayRun.state !== "granted",
      async fn() {
        const { complaints, peakMb } = (await measured())[at] as Measured;
        assertEquals(complaints, []);
        assert(peakMb < MOST_MB, `${peakMb} MB`);
      },
    });
  }
}
