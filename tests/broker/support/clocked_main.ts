// The program on a machine whose clocks lie after it was stopped: `steady` stands still
// while the machine is suspended, `wall` is set back by an hour when it goes on.

import { run } from "../../../lib/cli/run.ts";
import { openTerminal } from "../../../lib/cli/terminal.ts";

const [lie, ...args] = Deno.args;

/** A pause of the whole process that is longer was a suspension, in milliseconds. */
const GAP_MS = 500;
const HOUR_MS = 3_600_000;

const real = performance.now.bind(performance);
const realWall = Date.now;
let seen = real();
let suspended = 0;
let setBack = 0;

function look(): number {
  const now = real();
  if (now - seen > GAP_MS) {
    suspended += now - seen;
    setBack += HOUR_MS;
  }
  return seen = now;
}

setInterval(look, GAP_MS / 10);
if (lie === "steady") performance.now = () => look() - suspended;
if (lie === "wall") {
  Date.now = () => {
    look();
    return realWall() - setBack;
  };
}
const main = new URL("../../../main.ts", import.meta.url).href;
Deno.exit(await run(args, openTerminal(main)));
