// Puts what a job is given into the global of its compartment: frozen, and with no way
// from any of it to an object of the host.

import { endowBytes } from "./bytes.ts";
import { endowClock } from "./clock.ts";
import { endowDigest } from "./digest.ts";
import { endowIntl } from "./intl.ts";
import { endowRandom } from "./random.ts";
import { endowUrl } from "./url.ts";
import { makeConsole } from "./console.ts";
import { given } from "../prelude.ts";
import type { Endowment } from "../../protocol.ts";
import type { EndowmentGlobals } from "./endowment_globals.ts";

/** Makes each endowment; called after lockdown, with the job's own global. */
const MAKERS: Readonly<
  Record<Endowment, (global: object) => EndowmentGlobals>
> = {
  clock: endowClock,
  random: endowRandom,
  bytes: endowBytes,
  url: endowUrl,
  intl: endowIntl,
  digest: endowDigest,
};

const beginners: ((position: number) => void)[] = [];

/** What to call before each item, if anything that was given needs to know. */
export function itemBeginner(): ((position: number) => void) | undefined {
  return beginners.length === 0 ? undefined : beginAll;
}

/** Everything a job finds in its global beside the language, by name. */
export function makeEndowments(global: object): Record<string, unknown> {
  const all: Record<string, unknown> = { console: makeConsole() };
  for (const name of given.realm.endowments) {
    const { globals, beginItem } = MAKERS[name](global);
    Object.assign(all, globals);
    if (beginItem !== undefined) beginners.push(beginItem);
  }
  return all;
}

function beginAll(position: number): void {
  for (const begin of beginners) begin(position);
}
