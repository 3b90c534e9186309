// The model test at length: deno run tests/channel/model_long.ts [count] [seed]
import { checkInvariants } from "../../lib/internal/invariant.ts";
import { runTrial } from "./support/run_trial.ts";

const count = Number(Deno.args[0] ?? 1_000_000);
const seed = Number(Deno.args[1] ?? Math.floor(Math.random() * 2 ** 31));
const say = (text: string) =>
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

using _checked = checkInvariants();
say(`${count} interleavings, seeds ${seed} to ${seed + count - 1}`);
for (let n = 0; n < count; n++) {
  await runTrial(seed + n);
  if ((n + 1) % 100_000 === 0) say(`${n + 1} hold`);
}
say("all hold");
