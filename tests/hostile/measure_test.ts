// What an attempt takes of the machine: memory within the limit that SECURITY.md names,
// and no processor a second after its outcome.

import { assert, assertEquals } from "@std/assert";
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

const ATTEMPTS = [
  ["memory/ropes_index_of"],
  ["memory/ropes_sort"],
  ["memory/ropes_result"],
  ["memory/ropes_set"],
  ["memory/rest_of_text"],
  ["memory/arrays"],
  ["cpu/replace_by_template"],
  ["--nested", "memory/ropes_last_index_of"],
];

for (const names of ATTEMPTS) {
  Deno.test({
    name: `${names.join(" ")}: no more than may be taken, and nothing after it`,
    ignore: mayRun.state !== "granted",
    async fn() {
      const { complaints, peakMb } = await measure(names);
      assertEquals(complaints, []);
      assert(peakMb < MOST_MB, `${peakMb} MB`);
    },
  });
}
