import { checkInvariants } from "../../lib/internal/invariant.ts";
import { runTrial } from "./support/run_trial.ts";

const INTERLEAVINGS = 1_000;

Deno.test("Channel and select() behave as plain arrays do, whatever the order of calls", async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  await t.step(`seeds ${seed} to ${seed + INTERLEAVINGS - 1}`, async () => {
    using _checked = checkInvariants();
    for (let n = 0; n < INTERLEAVINGS; n++) await runTrial(seed + n);
  });
});
